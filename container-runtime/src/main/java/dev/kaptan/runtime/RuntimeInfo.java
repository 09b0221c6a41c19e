package dev.kaptan.runtime;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What the engine says of itself and of its host; the words of a Node's {@code nodeInfo}.
 *
 * @param name of the engine, as in {@code containerRuntimeVersion}, for example {@code docker}
 * @param osImage name of the distribution, for people
 * @param operatingSystem as Go names it, for example {@code linux}
 * @param architecture as Go names it, for example {@code amd64}
 * @param abilities without those that are known to be missing; some become known later
 */
public record RuntimeInfo(
        String name,
        String version,
        String apiVersion,
        String osImage,
        String kernelVersion,
        String operatingSystem,
        String architecture,
        int cpus,
        long memoryBytes,
        Set<Ability> abilities) {

    public RuntimeInfo {
        requireNonNull(name, "name");
        requireNonNull(version, "version");
        requireNonNull(apiVersion, "apiVersion");
        requireNonNull(osImage, "osImage");
        requireNonNull(kernelVersion, "kernelVersion");
        requireNonNull(operatingSystem, "operatingSystem");
        requireNonNull(architecture, "architecture");
        Checks.positive("cpus", cpus);
        Checks.positive("memoryBytes", memoryBytes);
        abilities = Set.copyOf(abilities);
    }
}
