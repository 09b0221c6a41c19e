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

import org.jspecify.annotations.Nullable;
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
    public void unschedulable(PodInfo pod, String message, @Nullable String nominatedNode) {
        report(pod, "Unschedulable", message, nominatedNode);
    }

    @Override
    public void failed(PodInfo pod, String message) {
        report(pod, "SchedulerError", message, null);
    }

    private void report(
            PodInfo pod, String reason, String message, @Nullable String nominatedNode) {
        events.record(reference(pod.name()), EventType.WARNING, "FailedScheduling", message);
        if (message.equals(pod.stage().unschedulableMessage()) && nominatedNode == null) {
            return;
        }
        try {
            patch(pod.name(), status(condition(pod, reason, message), nominatedNode));
        } catch (ApiRefused refused) {
            LOG.debug("condition of {} not written: {}", pod.name(), refused.getMessage());
        }
    }

    private Map<String, Object> condition(PodInfo pod, String reason, String message) {
        var condition = new LinkedHashMap<String, Object>();
        condition.put("type", "PodScheduled");
        condition.put("status", "False");
        condition.put("reason", reason);
        condition.put("message", message);
        if (pod.stage().unschedulableMessage() == null) {
            condition.put("lastTransitionTime", Times.seconds(clock.instant()));
        }
        return condition;
    }

    private static Map<String, Object> status(
            Map<String, Object> condition, @Nullable String nominatedNode) {
        var status = new LinkedHashMap<String, Object>();
        status.put("conditions", List.of(condition));
        if (nominatedNode != null) {
            status.put("nominatedNodeName", nominatedNode);
        }
        return status;
    }

    private void patch(PodName name, Map<String, Object> status) {
        // The uid keeps the patch from a namesake that came after.
        var patch = Map.of("metadata", Map.of("uid", name.uid()), "status", status);
        requests.send(
                "PATCH",
                "/api/v1/namespaces/" + name.namespace() + "/pods/" + name.name() + "/status",
                "application/strategic-merge-patch+json",
                client.getKubernetesSerialization().asJson(patch));
    }

    static ObjectReference reference(PodName pod) {
        return new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withNamespace(pod.namespace())
                .withName(pod.name())
                .withUid(pod.uid())
                .build();
    }
}
