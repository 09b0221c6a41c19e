package dev.kaptan.agent.spec;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** A container as the Pod asks for it, and the part it plays there. */
public record PodContainer(Container spec, Role role, RestartPolicy restartPolicy) {

    /** A sidecar is an init container that is restarted always (KEP-753). */
    public enum Role {
        INIT,
        SIDECAR,
        MAIN
    }

    public enum RestartPolicy {
        ALWAYS,
        ON_FAILURE,
        NEVER;

        static RestartPolicy of(@Nullable String name) {
            return switch (name == null ? "Always" : name) {
                case "Never" -> NEVER;
                case "OnFailure" -> ON_FAILURE;
                default -> ALWAYS;
            };
        }
    }

    public String name() {
        return spec.getName();
    }

    public String image() {
        return spec.getImage() == null ? "" : spec.getImage();
    }

    /** Changes when the container must be replaced: as upstream, by name and image alone. */
    public String hash() {
        var crc = new CRC32();
        crc.update((name() + '\0' + image()).getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    /** Whether a run that ended with this code calls for another one. */
    public boolean restartsAfter(int exitCode) {
        return switch (restartPolicy) {
            case ALWAYS -> true;
            case ON_FAILURE -> exitCode != 0;
            case NEVER -> false;
        };
    }

    /** Init containers and sidecars in their order, then the main containers. */
    public static List<PodContainer> all(Pod pod) {
        return Stream.concat(inits(pod).stream(), mains(pod).stream()).toList();
    }

    public static List<PodContainer> inits(Pod pod) {
        var podPolicy = RestartPolicy.of(pod.getSpec().getRestartPolicy());
        return pod.getSpec().getInitContainers().stream()
                .map(spec ->
                        "Always".equals(spec.getRestartPolicy())
                                ? new PodContainer(spec, Role.SIDECAR, RestartPolicy.ALWAYS)
                                : new PodContainer(spec, Role.INIT, initPolicy(podPolicy)))
                .toList();
    }

    public static List<PodContainer> mains(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .map(spec -> new PodContainer(spec, Role.MAIN, mainPolicy(pod, spec)))
                .toList();
    }

    public static @Nullable PodContainer named(Pod pod, String name) {
        return all(pod).stream().filter(c -> c.name().equals(name)).findFirst().orElse(null);
    }

    /** An init container that succeeded is done, whatever the Pod's policy says. */
    private static RestartPolicy initPolicy(RestartPolicy podPolicy) {
        return podPolicy == RestartPolicy.NEVER ? RestartPolicy.NEVER : RestartPolicy.ON_FAILURE;
    }

    private static RestartPolicy mainPolicy(Pod pod, Container spec) {
        return RestartPolicy.of(
                spec.getRestartPolicy() != null
                        ? spec.getRestartPolicy()
                        : pod.getSpec().getRestartPolicy());
    }
}
