package dev.kaptan.agent.worker;

import dev.kaptan.agent.action.Target;
import dev.kaptan.agent.container.ContainerSpecs;
import dev.kaptan.agent.environment.Environment;
import dev.kaptan.agent.image.ImageException;
import dev.kaptan.agent.image.ImagePuller;
import dev.kaptan.agent.reference.ConfigException;
import dev.kaptan.agent.reference.PodAddresses;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.spec.PodFacts;
import dev.kaptan.agent.volume.ContainerMounts;
import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.ContainerSpec;
import dev.kaptan.runtime.Image;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.Sandbox;

import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

/** Starts one container in a sandbox, and tells users about it. */
public final class ContainerStart {
    private final ContainerRuntime runtime;
    private final ImagePuller images;
    private final Environment environment;
    private final VisibleServices services;
    private final ContainerMounts mounts;
    private final ContainerSpecs specs;
    private final Hooks hooks;
    private final PodEvents events;
    private final String hostIp;

    public ContainerStart(
            ContainerRuntime runtime,
            ImagePuller images,
            Environment environment,
            VisibleServices services,
            ContainerMounts mounts,
            ContainerSpecs specs,
            Hooks hooks,
            PodEvents events,
            String hostIp) {
        this.runtime = runtime;
        this.images = images;
        this.environment = environment;
        this.services = services;
        this.mounts = mounts;
        this.specs = specs;
        this.hooks = hooks;
        this.events = events;
        this.hostIp = hostIp;
    }

    /**
     * @throws StartException with the waiting reason, if it could not be started
     */
    void start(Pod pod, PodContainer container, int attempt, Sandbox sandbox) {
        var image = image(pod, container);
        var id = create(pod, container, sandbox, specOf(pod, container, attempt, sandbox, image));
        events.normal(pod, container.name(), "Created", "Container created");
        try {
            runtime.startContainer(id);
        } catch (RuntimeFailure failure) {
            throw failed(pod, container, "RunContainerError", failure.getMessage());
        }
        events.normal(pod, container.name(), "Started", "Container started");
        if (!hooks.postStart(pod, new Target(container, id, address(sandbox)))) {
            runtime.stopContainer(id, PodFacts.grace(pod));
            throw new StartException("PostStartHookError", "PostStartHook failed");
        }
    }

    private Image image(Pod pod, PodContainer container) {
        try {
            return images.ensure(
                    pod,
                    container,
                    (reason, message) -> events.normal(pod, container.name(), reason, message));
        } catch (ImageException e) {
            var message = String.valueOf(e.getMessage());
            events.warning(pod, container.name(), eventOf(e), eventText(container, e, message));
            events.warning(pod, container.name(), "Failed", "Error: " + e.reason());
            throw new StartException(e.reason(), message);
        }
    }

    private static String eventOf(ImageException e) {
        return switch (e.reason()) {
            case "ErrImageNeverPull" -> "ErrImageNeverPull";
            case "InvalidImageName" -> "InspectFailed";
            default -> "Failed";
        };
    }

    private static String eventText(PodContainer container, ImageException e, String message) {
        return e.reason().equals("ErrImagePull")
                ? "Failed to pull image \"%s\": %s".formatted(container.image(), message)
                : message;
    }

    private ContainerSpec specOf(
            Pod pod, PodContainer container, int attempt, Sandbox sandbox, Image image) {
        try {
            var addresses = new PodAddresses(hostIp, address(sandbox));
            var env = environment.of(pod, container, services.variables(pod), addresses);
            var run =
                    new ContainerSpecs.Run(
                            attempt, image, env, mounts.of(pod, container, attempt, env));
            return specs.of(pod, container, run);
        } catch (ConfigException e) {
            throw failed(pod, container, "CreateContainerConfigError", e.getMessage());
        }
    }

    private String address(Sandbox sandbox) {
        return sandbox.ip() == null ? hostIp : sandbox.ip();
    }

    private String create(Pod pod, PodContainer container, Sandbox sandbox, ContainerSpec spec) {
        try {
            return runtime.createContainer(sandbox.id(), spec);
        } catch (RuntimeFailure failure) {
            throw failed(pod, container, "CreateContainerError", failure.getMessage());
        }
    }

    private StartException failed(
            Pod pod, PodContainer container, String reason, @Nullable String message) {
        var text = String.valueOf(message);
        events.warning(pod, container.name(), "Failed", "Error: " + text);
        return new StartException(reason, text);
    }
}
