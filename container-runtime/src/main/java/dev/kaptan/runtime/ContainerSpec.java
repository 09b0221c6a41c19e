package dev.kaptan.runtime;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * A container to be.
 *
 * @param attempt 0 for the first of its name in the pod, one more for each restart
 * @param imageId what {@link Image#id()} said; the reference could move meanwhile
 * @param imageReference what the user wrote
 * @param command replaces the image's entry point, null keeps it
 * @param args replaces the image's command; null keeps it, unless {@code command} is given
 * @param workingDir null for the image's
 * @param stdinOnce stdin ends when the first client that attached to it goes away
 * @param stopSignal null for the image's
 * @param labels kept with the container beside those of its identity
 */
public record ContainerSpec(
        PodIdentity pod,
        String name,
        int attempt,
        String imageId,
        String imageReference,
        @Nullable List<String> command,
        @Nullable List<String> args,
        List<EnvironmentVariable> env,
        @Nullable String workingDir,
        List<Mount> mounts,
        Resources resources,
        SecurityContext security,
        boolean stdin,
        boolean stdinOnce,
        boolean tty,
        @Nullable String stopSignal,
        Map<String, String> labels) {

    public ContainerSpec {
        requireNonNull(pod, "pod");
        Checks.notBlank("name", name);
        Checks.notNegative("attempt", attempt);
        Checks.notBlank("imageId", imageId);
        Checks.notBlank("imageReference", imageReference);
        command = command == null ? null : List.copyOf(command);
        args = args == null ? null : List.copyOf(args);
        env = List.copyOf(env);
        mounts = List.copyOf(mounts);
        requireNonNull(resources, "resources");
        requireNonNull(security, "security");
        labels = Map.copyOf(labels);
    }
}
