package dev.kaptan.agent.status;

import dev.kaptan.agent.plan.Fate;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.spec.PodFacts;
import dev.kaptan.agent.spec.QosClass;

import io.fabric8.kubernetes.api.model.HostIP;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;

import org.jspecify.annotations.Nullable;

/** Makes the status of a Pod. */
public final class PodStatuses {

    private PodStatuses() {}

    public static PodStatus of(StatusInput input) {
        var view = input.view();
        var pod = view.pod();
        var statuses = new ContainerStatuses(input);
        var inits = statuses.of(PodContainer.inits(pod));
        var mains = statuses.of(PodContainer.mains(pod));
        var phase = Phase.of(input, inits, mains);
        var start = PodFacts.startTime(pod);
        var status =
                new PodStatusBuilder()
                        .withPhase(phase)
                        .withConditions(new Conditions(input, phase).of(inits, mains))
                        .withHostIP(input.hostIp())
                        .withHostIPs(new HostIP(input.hostIp()))
                        .withStartTime(Times.seconds(start == null ? view.now() : start))
                        .withInitContainerStatuses(inits)
                        .withContainerStatuses(mains)
                        .withQosClass(QosClass.of(pod).apiName())
                        .withObservedGeneration(pod.getMetadata().getGeneration());
        addIp(status, ip(input));
        addReason(status, input, phase);
        return status.build();
    }

    private static void addIp(PodStatusBuilder status, @Nullable String ip) {
        if (ip != null) {
            status.withPodIP(ip).withPodIPs(new PodIP(ip));
        }
    }

    /** The address stays in the status of a Pod that has ended. */
    private static @Nullable String ip(StatusInput input) {
        var pod = input.view().pod();
        if (PodFacts.hostNetwork(pod)) {
            return input.hostIp();
        }
        var sandbox = input.view().observed().latestSandbox();
        if (sandbox != null && sandbox.ip() != null) {
            return sandbox.ip();
        }
        return pod.getStatus() == null ? null : pod.getStatus().getPodIP();
    }

    private static void addReason(PodStatusBuilder status, StatusInput input, String phase) {
        var old = input.view().pod().getStatus();
        if (input.view().fate() instanceof Fate.Overdue && Phase.isTerminal(phase)) {
            status.withReason("DeadlineExceeded")
                    .withMessage("Pod was active on the node longer than the specified deadline");
        } else if (old != null && old.getPhase() != null && Phase.isTerminal(old.getPhase())) {
            status.withReason(old.getReason()).withMessage(old.getMessage());
        }
    }

    /** Whether writing this status would change anything. */
    public static boolean differs(@Nullable PodStatus old, PodStatus fresh) {
        return old == null || !old.equals(fresh);
    }
}
