package dev.kaptan.agent.status;

import dev.kaptan.agent.plan.Fate;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.spec.PodContainer.RestartPolicy;
import dev.kaptan.agent.spec.PodContainer.Role;

import io.fabric8.kubernetes.api.model.ContainerStatus;

import java.util.List;
import java.util.Objects;

/** The phase of a Pod, as upstream's {@code getPhase} derives it from the container statuses. */
final class Phase {
    static final String PENDING = "Pending";
    static final String RUNNING = "Running";
    static final String SUCCEEDED = "Succeeded";
    static final String FAILED = "Failed";

    private Phase() {}

    static boolean isTerminal(String phase) {
        return phase.equals(SUCCEEDED) || phase.equals(FAILED);
    }

    static String of(StatusInput input, List<ContainerStatus> inits, List<ContainerStatus> mains) {
        var view = input.view();
        boolean runsAnything = !view.observed().running().isEmpty();
        var fate = view.fate();
        if (fate instanceof Fate.Ended) {
            return Objects.requireNonNull(view.pod().getStatus().getPhase());
        }
        if (fate instanceof Fate.Overdue && !runsAnything) {
            return FAILED;
        }
        if (fate instanceof Fate.Deleted && !runsAnything) {
            return ended(mains);
        }
        return live(PodContainer.inits(view.pod()), inits, PodContainer.mains(view.pod()), mains);
    }

    private static String live(
            List<PodContainer> initSpecs,
            List<ContainerStatus> inits,
            List<PodContainer> mainSpecs,
            List<ContainerStatus> mains) {
        boolean mainStarted = mains.stream().anyMatch(s -> s.getContainerID() != null);
        if (!mainStarted) {
            return initFailed(initSpecs, inits) ? FAILED : PENDING;
        }
        if (mains.stream().anyMatch(Phase::neverRan)) {
            return PENDING;
        }
        if (mains.stream().anyMatch(s -> s.getState().getRunning() != null)) {
            return RUNNING;
        }
        return willRestart(mainSpecs, mains) ? RUNNING : ended(mains);
    }

    private static boolean initFailed(List<PodContainer> specs, List<ContainerStatus> statuses) {
        for (int i = 0; i < specs.size(); i++) {
            var terminated = statuses.get(i).getState().getTerminated();
            if (specs.get(i).role() == Role.INIT
                    && specs.get(i).restartPolicy() == RestartPolicy.NEVER
                    && terminated != null
                    && terminated.getExitCode() != 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean neverRan(ContainerStatus status) {
        return status.getState().getWaiting() != null
                && status.getLastState().getTerminated() == null;
    }

    private static boolean willRestart(List<PodContainer> specs, List<ContainerStatus> statuses) {
        for (int i = 0; i < specs.size(); i++) {
            var terminated = statuses.get(i).getState().getTerminated();
            if (terminated == null || specs.get(i).restartsAfter(terminated.getExitCode())) {
                return true;
            }
        }
        return false;
    }

    private static String ended(List<ContainerStatus> mains) {
        return mains.stream().allMatch(Phase::succeeded) ? SUCCEEDED : FAILED;
    }

    private static boolean succeeded(ContainerStatus status) {
        var terminated = status.getState().getTerminated();
        return terminated != null && terminated.getExitCode() == 0;
    }
}
