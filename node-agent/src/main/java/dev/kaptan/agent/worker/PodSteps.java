package dev.kaptan.agent.worker;

import dev.kaptan.agent.container.SandboxSpecs;
import dev.kaptan.agent.plan.ObservedPod;
import dev.kaptan.agent.plan.Step;
import dev.kaptan.agent.reference.PodAddresses;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.spec.PodFacts;
import dev.kaptan.agent.volume.PodFiles;
import dev.kaptan.agent.volume.PodVolumes;
import dev.kaptan.agent.volume.VolumeException;
import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.RuntimeFailure;

import io.fabric8.kubernetes.api.model.Pod;

import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;

/** Carries out steps of a Pod's plan, one at a time. */
public final class PodSteps {
    private final ContainerRuntime runtime;
    private final RuntimeView view;
    private final PodVolumes volumes;
    private final PodFiles files;
    private final ContainerStart starts;
    private final ContainerKill kills;
    private final PodEvents events;
    private final String hostIp;
    private final InstantSource clock;

    public PodSteps(
            ContainerRuntime runtime,
            RuntimeView view,
            PodVolumes volumes,
            PodFiles files,
            ContainerStart starts,
            ContainerKill kills,
            PodEvents events,
            String hostIp,
            InstantSource clock) {
        this.runtime = runtime;
        this.view = view;
        this.volumes = volumes;
        this.files = files;
        this.starts = starts;
        this.kills = kills;
        this.events = events;
        this.hostIp = hostIp;
        this.clock = clock;
    }

    /**
     * @throws RuntimeFailure if the rest of the plan cannot be carried out now
     * @throws VolumeException likewise
     */
    void carryOut(Pod pod, Step step, PodMemory memory) {
        switch (step) {
            case Step.PrepareVolumes() -> prepareVolumes(pod);
            case Step.CreateSandbox(int attempt) -> createSandbox(pod, attempt);
            case Step.AnnounceSandboxChange() ->
                    events.normal(
                            pod,
                            null,
                            "SandboxChanged",
                            "Pod sandbox changed, it will be killed and re-created.");
            case Step.Kill kill -> kills.kill(pod, kill, address(pod));
            case Step.Start(String name, int attempt) -> start(pod, name, attempt, memory);
            case Step.StopSandbox(String id) -> runtime.stopSandbox(id);
            case Step.RemoveContainer(String id) -> runtime.removeContainer(id);
            case Step.RemoveSandbox(String id) -> runtime.removeSandbox(id);
            case Step.RemoveVolumes() -> volumes.remove(PodFacts.uid(pod));
            case Step.DeleteObject() ->
                    throw new IllegalStateException("the worker deletes the object itself");
        }
    }

    /** Steps of a Pod that the API has forgotten need no Pod. */
    void carryOutOrphan(String uid, Step step) {
        switch (step) {
            case Step.Kill kill -> kills.killOrphans(kill);
            case Step.StopSandbox(String id) -> runtime.stopSandbox(id);
            case Step.RemoveContainer(String id) -> runtime.removeContainer(id);
            case Step.RemoveSandbox(String id) -> runtime.removeSandbox(id);
            case Step.RemoveVolumes() -> volumes.remove(uid);
            case Step.PrepareVolumes p -> throw notForOrphans(step);
            case Step.CreateSandbox c -> throw notForOrphans(step);
            case Step.AnnounceSandboxChange a -> throw notForOrphans(step);
            case Step.Start s -> throw notForOrphans(step);
            case Step.DeleteObject d -> throw notForOrphans(step);
        }
    }

    private static IllegalStateException notForOrphans(Step step) {
        return new IllegalStateException("not planned for a Pod without an object: " + step);
    }

    private String address(Pod pod) {
        var sandbox = view.of(PodFacts.uid(pod)).latestSandbox();
        return sandbox == null || sandbox.ip() == null ? hostIp : sandbox.ip();
    }

    /** Makes volumes that are missing. */
    private void prepareVolumes(Pod pod) {
        tellOfVolumes(pod, volumes::prepare);
    }

    /** Lets the volumes whose content comes from the API follow it. */
    void refreshVolumes(Pod pod) {
        tellOfVolumes(pod, volumes::refresh);
    }

    private void tellOfVolumes(Pod pod, BiFunction<Pod, PodAddresses, List<String>> action) {
        try {
            for (var warning : action.apply(pod, new PodAddresses(hostIp, address(pod)))) {
                events.warning(pod, null, "VolumeNotInMemory", warning);
            }
        } catch (VolumeException e) {
            events.warning(pod, null, "FailedMount", String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private void createSandbox(Pod pod, int attempt) {
        try {
            runtime.runSandbox(SandboxSpecs.of(pod, attempt));
        } catch (RuntimeFailure failure) {
            events.warning(
                    pod,
                    null,
                    "FailedCreatePodSandBox",
                    "Failed to create pod sandbox: " + failure.getMessage());
            throw failure;
        }
        view.look();
    }

    private void start(Pod pod, String name, int attempt, PodMemory memory) {
        var container = PodContainer.named(pod, name);
        var observed = view.of(PodFacts.uid(pod));
        var sandbox = observed.latestSandbox();
        if (container == null || sandbox == null) {
            return;
        }
        noteRestart(observed, name, memory);
        files.write(pod, SandboxSpecs.hostname(pod), sandbox.ip());
        try {
            starts.start(pod, container, attempt, sandbox);
            memory.started(name);
        } catch (StartException e) {
            memory.failed(name, e.reason(), String.valueOf(e.getMessage()), clock.instant());
        }
    }

    private void noteRestart(ObservedPod observed, String name, PodMemory memory) {
        var ended = observed.latest(name);
        if (ended != null && ObservedPod.exit(ended) != null) {
            memory.restarting(ended, clock.instant());
        }
    }
}
