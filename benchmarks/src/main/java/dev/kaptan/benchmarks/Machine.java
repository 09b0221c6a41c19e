package dev.kaptan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that a figure belongs to. */
final class Machine {

    private Machine() {}

    static String description() {
        return "%d x %s, %s of memory, Linux %s, JDK %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        field("/proc/cpuinfo", "model name"),
                        gibibytes(field("/proc/meminfo", "MemTotal")),
                        System.getProperty("os.version"),
                        Runtime.version());
    }

    private static String gibibytes(String kibibytes) {
        String digits = kibibytes.replaceAll("\\D", "");
        return digits.isEmpty() ? "?" : Math.round(Long.parseLong(digits) / 1048576.0) + " GiB";
    }

    private static String field(String file, String name) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("?");
        } catch (IOException notLinux) {
            return "?";
        }
    }
}
