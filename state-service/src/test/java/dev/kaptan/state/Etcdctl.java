package dev.kaptan.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * etcd's command-line client.
 *
 * @param options come before every command: endpoints, certificates
 */
public record Etcdctl(Release release, List<String> options) {

    private static final int PATIENCE_SECONDS = 60;

    /** A release of etcdctl. */
    public enum Release {
        V3_4("/usr/bin"),
        V3_5("/usr/local/lib/kaptan-test/etcd-3.5");

        private final String usualFolder;

        Release(String usualFolder) {
            this.usualFolder = usualFolder;
        }

        Path program() {
            var folder = this == V3_5 ? System.getenv("KAPTAN_ETCD_BIN") : null;
            return Path.of(folder == null ? usualFolder : folder, "etcdctl");
        }

        /** Skips the test where it is not installed. */
        public void require() {
            assumeTrue(isInstalled(), program() + " is missing");
        }

        private boolean isInstalled() {
            return Files.isExecutable(program());
        }
    }

    /** For {@code @EnabledIf}, which reports every test of a class that is not run. */
    static boolean bothInstalled() {
        return Arrays.stream(Release.values()).allMatch(Release::isInstalled);
    }

    public Etcdctl {
        options = List.copyOf(options);
    }

    public Etcdctl(Release release, String... options) {
        this(release, List.of(options));
    }

    public Etcdctl with(String... more) {
        var all = new ArrayList<>(options);
        all.addAll(Arrays.asList(more));
        return new Etcdctl(release, all);
    }

    /** Both of its outputs, without its diary. */
    public String run(String... arguments) throws IOException, InterruptedException {
        return runWith("", arguments);
    }

    /** As {@link #run}, with something to read. */
    public String runWith(String input, String... arguments)
            throws IOException, InterruptedException {
        var process = command(arguments).start();
        try {
            try (var in = process.outputWriter()) {
                in.write(input);
            }
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return output.lines()
                    .filter(line -> !line.startsWith("{\"level\""))
                    .map(line -> line + "\n")
                    .reduce("", String::concat);
        } finally {
            process.destroyForcibly();
        }
    }

    public ProcessBuilder command(String... arguments) {
        var command =
                new ArrayList<>(
                        List.of(
                                release.program().toString(),
                                "--dial-timeout=10s",
                                "--command-timeout=20s"));
        command.addAll(options);
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ETCDCTL_"));
        builder.environment().put("ETCDCTL_API", "3");
        return builder;
    }
}
