package dev.kaptan.agent.node;

import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.RuntimeFailure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds out what the node is: from the engine, the kernel and the disk. */
public final class FactFinder {
    /** Upstream's hard eviction threshold of {@code nodefs.available}. */
    private static final int LEAST_FREE_PERCENT = 10;

    private final ContainerRuntime runtime;
    private final Path dataDir;

    public FactFinder(ContainerRuntime runtime, Path dataDir) {
        this.runtime = runtime;
        this.dataDir = dataDir;
    }

    NodeFacts find() {
        var disk = dataDir.toFile();
        long total = disk.getTotalSpace();
        boolean full = disk.getUsableSpace() < total / 100 * LEAST_FREE_PERCENT;
        var machine = firstLine("/etc/machine-id");
        var boot = firstLine("/proc/sys/kernel/random/boot_id");
        try {
            return new NodeFacts(
                    runtime.info(), null, runtime.images(), total, full, machine, boot);
        } catch (RuntimeFailure failure) {
            return new NodeFacts(null, words(failure), List.of(), total, full, machine, boot);
        }
    }

    private static String words(RuntimeFailure failure) {
        return "container runtime is down: " + failure.getMessage();
    }

    private static String firstLine(String file) {
        var line = readLine(Path.of(file));
        return line == null ? "" : line;
    }

    private static @Nullable String readLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse(null);
        } catch (IOException absent) {
            return null;
        }
    }
}
