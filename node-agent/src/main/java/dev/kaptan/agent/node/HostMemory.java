package dev.kaptan.agent.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory the machine has: known before the engine answers. */
public final class HostMemory {
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    private HostMemory() {}

    /** Bytes; that of this JVM where the kernel does not say. */
    public static long bytes() {
        try (var lines = Files.lines(MEMINFO)) {
            return lines.filter(line -> line.startsWith("MemTotal:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(kib -> Long.parseLong(kib) * 1024)
                    .findFirst()
                    .orElseGet(() -> Runtime.getRuntime().maxMemory());
        } catch (IOException e) {
            return Runtime.getRuntime().maxMemory();
        }
    }
}
