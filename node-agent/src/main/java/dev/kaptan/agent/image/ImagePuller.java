package dev.kaptan.agent.image;

import dev.kaptan.agent.reference.References;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.Image;
import dev.kaptan.runtime.RuntimeFailure;

import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiConsumer;

/** Ensures that the image of a container is on the node. */
public final class ImagePuller {
    private static final String PULL_FAILED = "ErrImagePull";

    private final ContainerRuntime runtime;
    private final PullSecrets secrets;
    private final InstantSource clock;

    public ImagePuller(ContainerRuntime runtime, References references, InstantSource clock) {
        this.runtime = runtime;
        this.secrets = new PullSecrets(references);
        this.clock = clock;
    }

    /**
     * @param events told of {@code Pulling} and {@code Pulled}: reason and message
     * @throws ImageException with the waiting reason, if there is no image
     */
    public Image ensure(Pod pod, PodContainer container, BiConsumer<String, String> events) {
        var name = new ImageName(container.image());
        if (!name.isValid()) {
            throw ImageException.of(
                    "InvalidImageName",
                    "Failed to apply default image tag \"%s\": couldn't parse image name: invalid reference format"
                            .formatted(name.text()));
        }
        var policy = policy(container, name);
        var present = policy.equals("Always") ? null : runtime.image(name.text());
        if (present != null) {
            events.accept(
                    "Pulled",
                    "Container image \"%s\" already present on machine".formatted(name.text()));
            return present;
        }
        if (policy.equals("Never")) {
            throw ImageException.of(
                    "ErrImageNeverPull",
                    "Container image \"%s\" is not present with pull policy of Never"
                            .formatted(name.text()));
        }
        return pull(pod, name, events);
    }

    private static String policy(PodContainer container, ImageName name) {
        @Nullable String policy = container.spec().getImagePullPolicy();
        if (policy == null || policy.isEmpty()) {
            return name.isLatest() ? "Always" : "IfNotPresent";
        }
        return policy;
    }

    private Image pull(Pod pod, ImageName name, BiConsumer<String, String> events) {
        events.accept("Pulling", "Pulling image \"%s\"".formatted(name.text()));
        var start = clock.instant();
        try {
            var image = runtime.pullImage(name.text(), secrets.credentials(pod, name));
            var took = Duration.between(start, clock.instant());
            events.accept(
                    "Pulled",
                    "Successfully pulled image \"%s\" in %s. Image size: %d bytes."
                            .formatted(name.text(), text(took), image.sizeBytes()));
            return image;
        } catch (RuntimeFailure failure) {
            var reason =
                    failure.kind() == RuntimeFailure.Kind.INVALID_IMAGE_NAME
                            ? "InvalidImageName"
                            : PULL_FAILED;
            throw ImageException.of(reason, String.valueOf(failure.getMessage()));
        }
    }

    private static String text(Duration took) {
        return took.toMillis() < 1000
                ? took.toMillis() + "ms"
                : "%.3fs".formatted(took.toMillis() / 1000.0);
    }
}
