package dev.kaptan.agent.boot;

import dev.kaptan.agent.api.BoundPods;
import dev.kaptan.agent.worker.RuntimeView;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** {@code /pods} and {@code /runningpods/}: what the node shall run, and what it does run. */
@RestController
final class PodsEndpoint {
    private final BoundPods pods;
    private final RuntimeView view;

    PodsEndpoint(BoundPods pods, RuntimeView view) {
        this.pods = pods;
        this.view = view;
    }

    @GetMapping(
            value = {"/pods", "/pods/"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    String bound() {
        return list(pods.all());
    }

    @GetMapping(
            value = {"/runningpods", "/runningpods/"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    String running() {
        return list(
                pods.all().stream()
                        .filter(pod -> view.of(pod.getMetadata().getUid()).runsAnything())
                        .toList());
    }

    private static String list(List<Pod> items) {
        return Serialization.asJson(new PodListBuilder().withItems(items).build());
    }
}
