package dev.kaptan.state;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The process as Go's Prometheus client describes it, which is what panels beside etcd's ask for.
 * Only where the system has /proc; elsewhere Micrometer's own meters must do.
 */
final class ProcessMeters implements MeterBinder {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @Override
    public void bindTo(MeterRegistry registry) {
        if (!Files.isReadable(STATUS)) {
            return;
        }
        gauge(registry, "process_resident_memory_bytes", "resident memory", "VmRSS:");
        gauge(registry, "process_virtual_memory_bytes", "virtual memory", "VmSize:");
        Gauge.builder("process_open_fds", DESCRIPTORS, ProcessMeters::entries)
                .description("open file descriptors")
                .register(registry);
        FunctionCounter.builder("process_cpu_seconds", this, each -> cpuSeconds())
                .description("processor time taken")
                .register(registry);
    }

    private static void gauge(MeterRegistry registry, String name, String what, String field) {
        Gauge.builder(name, STATUS, status -> kibibytes(status, field).orElse(0) * 1024.0)
                .description(what)
                .register(registry);
    }

    private static OptionalLong kibibytes(Path status, String field) {
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static double entries(Path directory) {
        try (var children = Files.list(directory)) {
            return children.count();
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static double cpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / (double) Duration.ofSeconds(1).toNanos()
                : Double.NaN;
    }
}
