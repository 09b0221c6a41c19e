package dev.kaptan.scheduler.wire;

import dev.kaptan.client.event.EventRecorder;
import dev.kaptan.client.event.EventType;
import dev.kaptan.scheduler.loop.Evictor;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.PodName;

import io.fabric8.kubernetes.client.KubernetesClient;

import java.util.Map;

/** Deletes the victims of a preemption; each gets an Event that names who came in its place. */
public final class ApiEvictor implements Evictor {

    private final KubernetesClient client;
    private final ApiRequests requests;
    private final EventRecorder events;

    public ApiEvictor(KubernetesClient client, EventRecorder events) {
        this.client = client;
        this.requests = new ApiRequests(client);
        this.events = events;
    }

    @Override
    public void evict(PodInfo victim, PodInfo preemptor) {
        PodName name = victim.name();
        var onlyThatOne = Map.of("preconditions", Map.of("uid", name.uid()));
        requests.send(
                "DELETE",
                "/api/v1/namespaces/" + name.namespace() + "/pods/" + name.name(),
                "application/json",
                client.getKubernetesSerialization().asJson(onlyThatOne));
        String message = "Preempted by pod " + preemptor.uid() + " on node " + victim.nodeName();
        events.record(ApiReporter.reference(name), EventType.NORMAL, "Preempted", message);
    }
}
