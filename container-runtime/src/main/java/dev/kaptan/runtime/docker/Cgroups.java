package dev.kaptan.runtime.docker;

import dev.kaptan.runtime.ContainerUsage;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Reads the kernel's accounting, v1 and v2 ({@code cgroup-v1/memory.rst}, {@code cgroup-v2.rst} of
 * the kernel's documentation).
 */
final class Cgroups {

    private final Path proc;
    private final Path root;

    /**
     * @param proc {@code /proc}
     * @param root {@code /sys/fs/cgroup}
     */
    Cgroups(Path proc, Path root) {
        this.proc = proc;
        this.root = root;
    }

    /** Null where the files, or the processes of the host, are not seen. */
    @Nullable ContainerUsage usage(long pid, String containerId, Instant at) {
        try {
            String lines = Files.readString(proc.resolve(pid + "/cgroup"));
            if (!lines.contains(containerId)) {
                return null;
            }
            String unified = path(lines, "");
            return unified == null || !Files.exists(root.resolve("cgroup.controllers"))
                    ? version1(lines, at)
                    : version2(root.resolve(unified), at);
        } catch (IOException e) {
            return null; // it ended meanwhile, or these are not the host's files
        }
    }

    /** Lines are {@code number:controller,controller:/path}; v2 has no controllers there. */
    private static @Nullable String path(String lines, String controller) {
        return lines.lines()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3)
                .filter(parts -> List.of(parts[1].split(",")).contains(controller))
                .map(parts -> parts[2].substring(1))
                .findFirst()
                .orElse(null);
    }

    private @Nullable ContainerUsage version1(String lines, Instant at) throws IOException {
        String memoryPath = path(lines, "memory");
        String cpuPath = path(lines, "cpuacct");
        if (memoryPath == null || cpuPath == null) {
            return null;
        }
        Path memory = root.resolve("memory").resolve(memoryPath);
        String stat = Files.readString(memory.resolve("memory.stat"));
        return usage(
                at,
                number(root.resolve("cpuacct").resolve(cpuPath).resolve("cpuacct.usage")),
                number(memory.resolve("memory.usage_in_bytes")),
                value(stat, "total_inactive_file"),
                value(stat, "total_rss"));
    }

    private static ContainerUsage version2(Path group, Instant at) throws IOException {
        String stat = Files.readString(group.resolve("memory.stat"));
        String cpu = Files.readString(group.resolve("cpu.stat"));
        return usage(
                at,
                value(cpu, "usage_usec") * 1000,
                number(group.resolve("memory.current")),
                value(stat, "inactive_file"),
                value(stat, "anon"));
    }

    private static ContainerUsage usage(
            Instant at, long cpuNanos, long memory, long inactive, long rss) {
        return new ContainerUsage(at, cpuNanos, Math.max(0, memory - inactive), rss);
    }

    private static long number(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }

    private static long value(String stat, String key) throws IOException {
        return stat.lines()
                .filter(line -> line.startsWith(key + " "))
                .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("the kernel does not tell " + key));
    }
}
