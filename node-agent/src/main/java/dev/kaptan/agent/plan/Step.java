package dev.kaptan.agent.plan;

import dev.kaptan.runtime.Container;

import java.time.Duration;
import java.util.List;

/** One thing to do for a Pod. Steps are carried out in their order. */
public sealed interface Step {

    /** Makes the Pod's volumes, and the files that the agent mounts into every container. */
    record PrepareVolumes() implements Step {}

    record CreateSandbox(int attempt) implements Step {}

    /** Tells users that the sandbox was lost: {@code SandboxChanged}. */
    record AnnounceSandboxChange() implements Step {}

    /** Ends containers at the same time, each with its pre-stop hook and grace period. */
    record Kill(List<Target> targets) implements Step {
        public Kill {
            targets = List.copyOf(targets);
        }
    }

    /**
     * @param grace zero means at once
     * @param message what the {@code Killing} event says
     */
    record Target(Container container, Duration grace, String message) {}

    /** Pulls the image as its policy says, creates and starts a container. */
    record Start(String container, int attempt) implements Step {}

    record StopSandbox(String id) implements Step {}

    record RemoveContainer(String id) implements Step {}

    record RemoveSandbox(String id) implements Step {}

    /** Deletes the Pod's directory with its volumes: the last trace of it on this node. */
    record RemoveVolumes() implements Step {}

    /** Deletes the Pod's object, for good, after its last status was written. */
    record DeleteObject() implements Step {}
}
