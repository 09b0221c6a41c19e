package dev.kaptan.api.model.table;

import dev.kaptan.api.model.json.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What kubectl's READY, STATUS and RESTARTS say of a pod, by upstream's {@code printPod}. */
final class PodSummary {

    private final ObjectNode pod;
    private final Set<String> sidecars = new HashSet<>();
    private String reason;
    private int total;
    private int ready;
    private boolean initializing;
    private boolean running;
    private long restarts;
    private @Nullable Instant lastRestart;

    private PodSummary(ObjectNode pod) {
        this.pod = pod;
        this.reason =
                Cell.or(Json.text(pod, "status", "reason"), Json.text(pod, "status", "phase"));
    }

    static PodSummary of(ObjectNode pod) {
        var summary = new PodSummary(pod);
        summary.gates();
        summary.containers();
        summary.initContainers();
        if (!summary.initializing || PodCells.conditionIsTrue(pod, "Initialized")) {
            summary.mainContainers();
        }
        summary.deletion();
        return summary;
    }

    String readiness() {
        return ready + "/" + total;
    }

    String reason() {
        return reason;
    }

    String restarts(Instant now) {
        return restarts == 0 || lastRestart == null
                ? Long.toString(restarts)
                : "%d (%s ago)".formatted(restarts, Ages.since(lastRestart.toString(), now));
    }

    private void gates() {
        boolean gated =
                Json.objectsAt(pod, "status", "conditions").stream()
                        .anyMatch(each ->
                                each.path("type").asString("").equals("PodScheduled")
                                        && each.path("reason")
                                                .asString("")
                                                .equals("SchedulingGated"));
        if (gated) {
            reason = "SchedulingGated";
        }
    }

    private void containers() {
        total = Json.at(pod, "spec", "containers").size();
        for (ObjectNode container : Json.objectsAt(pod, "spec", "initContainers")) {
            if (container.path("restartPolicy").asString("").equals("Always")) {
                sidecars.add(container.path("name").asString(""));
                total++;
            }
        }
    }

    private void initContainers() {
        List<ObjectNode> statuses = Json.objectsAt(pod, "status", "initContainerStatuses");
        for (int i = 0; i < statuses.size() && !initializing; i++) {
            ObjectNode status = statuses.get(i);
            count(status);
            if (!initContainerDone(status)) {
                reason = "Init:" + initReason(status, i);
                initializing = true;
            }
        }
    }

    private boolean initContainerDone(ObjectNode status) {
        JsonNode terminated = Json.at(status, "state", "terminated");
        if (terminated.isObject() && terminated.path("exitCode").asInt(0) == 0) {
            return true;
        }
        boolean started = isSidecar(status) && status.path("started").asBoolean(false);
        if (started && status.path("ready").asBoolean(false)) {
            ready++;
        }
        return started;
    }

    private boolean isSidecar(ObjectNode status) {
        return sidecars.contains(status.path("name").asString(""));
    }

    private String initReason(ObjectNode status, int index) {
        JsonNode terminated = Json.at(status, "state", "terminated");
        if (terminated.isObject()) {
            return exitReason(terminated);
        }
        String waiting = Json.text(status, "state", "waiting", "reason");
        return waiting.isEmpty() || waiting.equals("PodInitializing")
                ? index + "/" + Json.at(pod, "spec", "initContainers").size()
                : waiting;
    }

    private static String exitReason(JsonNode terminated) {
        int signal = terminated.path("signal").asInt(0);
        String code =
                signal != 0
                        ? "Signal:" + signal
                        : "ExitCode:" + terminated.path("exitCode").asInt(0);
        return Cell.or(terminated.path("reason").asString(""), code);
    }

    private void mainContainers() {
        forgetFinishedInitContainers();
        for (ObjectNode status : Json.objectsAt(pod, "status", "containerStatuses").reversed()) {
            count(status);
            state(status);
        }
        if (reason.equals("Completed") && running) {
            reason = PodCells.conditionIsTrue(pod, "Ready") ? "Running" : "NotReady";
        }
    }

    /** Restarts of ordinary init containers count only while they run. */
    private void forgetFinishedInitContainers() {
        restarts = 0;
        lastRestart = null;
        Json.objectsAt(pod, "status", "initContainerStatuses").stream()
                .filter(this::isSidecar)
                .forEach(this::count);
    }

    private void state(ObjectNode status) {
        JsonNode terminated = Json.at(status, "state", "terminated");
        String waiting = Json.text(status, "state", "waiting", "reason");
        if (!waiting.isEmpty()) {
            reason = waiting;
        } else if (terminated.isObject()) {
            reason = exitReason(terminated);
        } else if (status.path("ready").asBoolean(false)
                && Json.at(status, "state", "running").isObject()) {
            running = true;
            ready++;
        }
    }

    private void count(ObjectNode status) {
        restarts += status.path("restartCount").asLong(0);
        Instant finished = Ages.instant(Json.text(status, "lastState", "terminated", "finishedAt"));
        if (finished != null && (lastRestart == null || lastRestart.isBefore(finished))) {
            lastRestart = finished;
        }
    }

    private void deletion() {
        if (Json.at(pod, "metadata", "deletionTimestamp").isMissingNode()) {
            return;
        }
        String phase = Json.text(pod, "status", "phase");
        if (Json.text(pod, "status", "reason").equals("NodeLost")) {
            reason = "Unknown";
        } else if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
            reason = "Terminating";
        }
    }
}
