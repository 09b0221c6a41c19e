package dev.kaptan.scheduler.wire;

import dev.kaptan.client.event.EventRecorder;
import dev.kaptan.client.event.EventType;
import dev.kaptan.client.meta.Times;
import dev.kaptan.scheduler.loop.Reporter;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.PodName;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports by Events and by the {@code PodScheduled} condition, in upstream's words. */
public final class ApiReporter implements Reporter {

    private static final Logger LOG = LoggerFactory.getLogger(ApiReporter.class);

    private final KubernetesClient client;
    private final ApiRequests requests;
    private final EventRecorder events;
    private final InstantSource clock;

    public ApiReporter(KubernetesClient client, EventRecorder events, InstantSource clock) {
        this.client = client;
        this.requests = new ApiRequests(client);
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void scheduled(PodInfo pod, String nodeName) {
        String message = "Successfully assigned " + pod.name() + " to " + nodeName;
        events.record(reference(pod.name()), EventType.NORMAL, "Scheduled", message);
    }

    @Override
    public void unschedulable(PodInfo pod, String message) {
        report(pod, "Unschedulable", message);
    }

    @Override
    public void failed(PodInfo pod, String message) {
        report(pod, "SchedulerError", message);
    }

    private void report(PodInfo pod, String reason, String message) {
        events.record(reference(pod.name()), EventType.WARNING, "FailedScheduling", message);
        if (message.equals(pod.stage().unschedulableMessage())) {
            return;
        }
        try {
            patchCondition(pod, reason, message);
        } catch (ApiRefused refused) {
            LOG.debug("condition of {} not written: {}", pod.name(), refused.getMessage());
        }
    }

    private void patchCondition(PodInfo pod, String reason, String message) {
        PodName name = pod.name();
        var condition = new LinkedHashMap<String, Object>();
        condition.put("type", "PodScheduled");
        condition.put("status", "False");
        condition.put("reason", reason);
        condition.put("message", message);
        if (pod.stage().unschedulableMessage() == null) {
            condition.put("lastTransitionTime", Times.seconds(clock.instant()));
        }
        // The uid keeps the patch from a namesake that came after.
        var patch =
                Map.of(
                        "metadata", Map.of("uid", name.uid()),
                        "status", Map.of("conditions", List.of(condition)));
        requests.send(
                "PATCH",
                "/api/v1/namespaces/" + name.namespace() + "/pods/" + name.name() + "/status",
                "application/strategic-merge-patch+json",
                client.getKubernetesSerialization().asJson(patch));
    }

    private static ObjectReference reference(PodName pod) {
        return new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withNamespace(pod.namespace())
                .withName(pod.name())
                .withUid(pod.uid())
                .build();
    }
}
