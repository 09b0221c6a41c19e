package dev.kaptan.standalone.it;

import dev.kaptan.standalone.SparePorts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A cluster of its own, started as users start it: by {@code ./kaptan up}. */
final class TestCluster implements AutoCloseable {

    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Duration LONG = Duration.ofMinutes(3);

    /** The first start after a build trains the JVM before. */
    private static final Duration START = Duration.ofMinutes(10);

    private final Path dataDirectory;
    private final SparePorts ports;
    private final int nodes;
    private final List<String> more;
    private final Map<String, String> settings;

    /** What it stands on and nobody else does; it goes after the cluster. */
    private AutoCloseable ground = () -> {};

    private TestCluster(
            Path dataDirectory,
            SparePorts ports,
            int nodes,
            List<String> more,
            Map<String, String> settings) {
        this.dataDirectory = dataDirectory;
        this.ports = ports;
        this.nodes = nodes;
        this.more = more;
        this.settings = settings;
    }

    /**
     * @param more options of {@code ./kaptan}
     */
    static TestCluster up(int nodes, String... more) {
        return up(Map.of(), nodes, more);
    }

    /**
     * @param settings of the services, as environment
     */
    static TestCluster up(Map<String, String> settings, int nodes, String... more) {
        var cluster = create(settings, nodes, more);
        cluster.start();
        return cluster;
    }

    /** As {@link #up}, on a store of its own or on an etcd of its own. */
    static TestCluster on(Store store, Map<String, String> settings, int nodes) {
        return switch (store) {
            case OURS -> up(settings, nodes);
            case ETCD -> {
                var etcd = RealEtcd.start();
                var cluster = create(settings, nodes, etcd.options());
                cluster.ground = etcd;
                cluster.start();
                yield cluster;
            }
        };
    }

    private static TestCluster create(Map<String, String> settings, int nodes, String... more) {
        try {
            return new TestCluster(
                    Files.createTempDirectory("kaptan-it"),
                    SparePorts.find(nodes),
                    nodes,
                    List.of(more),
                    settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String start() {
        return launcher("up").orThrow();
    }

    Command.Result launcher(String... command) {
        var words = new ArrayList<>(List.of("./kaptan"));
        words.addAll(List.of(command));
        words.addAll(List.of("--data-dir", dataDirectory.toString()));
        words.addAll(List.of("--port", String.valueOf(ports.api())));
        words.addAll(List.of("--state-port", String.valueOf(ports.state())));
        words.addAll(List.of("--nodes", String.valueOf(nodes)));
        words.addAll(more);
        return Command.of(words.toArray(String[]::new))
                .in(ROOT)
                .with(launcherEnvironment())
                .run(START);
    }

    private Map<String, String> launcherEnvironment() {
        var environment = new HashMap<>(settings);
        environment.put("KAPTAN_DIST", ROOT.resolve("standalone/target/kaptan").toString());
        return environment;
    }

    /** Where the store keeps its data. */
    String store() {
        return dataDirectory.resolve("state").toString();
    }

    /** Removes what the store of a stopped cluster has kept. */
    void wipeStore() throws IOException {
        delete(Path.of(store()));
    }

    static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Ends the process as a power cut would. */
    void killHard() {
        var pid = Long.parseLong(read(dataDirectory.resolve("run/kaptan.pid")).strip());
        var process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    Command.Result kubectl(String... words) {
        return kubectlCommand(words).run(LONG);
    }

    Command.Result apply(String yaml) {
        return kubectlCommand("apply", "-f", "-").withInput(yaml).run(LONG);
    }

    /** kubectl with something typed into it. */
    Command.Result type(String input, String... words) {
        return kubectlCommand(words).withInput(input).run(LONG);
    }

    /** kubectl that runs on beside the test. */
    Command.Running begin(String... words) {
        return kubectlCommand(words).begin();
    }

    Path kubeconfig() {
        return dataDirectory.resolve("kubeconfig");
    }

    Path dataDirectory() {
        return dataDirectory;
    }

    String server() {
        return "https://127.0.0.1:" + ports.api();
    }

    /** Output of a kubectl command that must succeed. */
    String get(String... words) {
        return kubectl(words).orThrow().strip();
    }

    /** What tells a ConfigMap of a test from any other, and its versions from each other. */
    String identity(String configMap) {
        return get(
                "get",
                "configmap",
                configMap,
                "-o",
                "jsonpath={.metadata.uid} {.metadata.resourceVersion} {.data.n}");
    }

    private Command kubectlCommand(String... words) {
        var all = new ArrayList<>(List.of("kubectl"));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new))
                .with(Map.of("KUBECONFIG", kubeconfig().toString()));
    }

    /** etcdctl with what {@code ./kaptan env} says. */
    Command.Result etcdctl(String... words) {
        var all = new ArrayList<>(List.of("etcdctl"));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new)).with(environment()).run(LONG);
    }

    Map<String, String> environment() {
        return launcher("env")
                .orThrow()
                .lines()
                .map(line -> line.replaceFirst("^export ", "").replace("'", "").split("=", 2))
                .collect(Collectors.toMap(each -> each[0], each -> each[1]));
    }

    /** Looks again until the condition holds; fails with what was last seen after the time. */
    static <T> T eventually(
            String what,
            Duration longest,
            java.util.function.Supplier<T> look,
            Predicate<T> holds) {
        var deadline = System.nanoTime() + longest.toNanos();
        T seen;
        do {
            seen = look.get();
            if (holds.test(seen)) {
                return seen;
            }
            pause();
        } while (System.nanoTime() < deadline);
        throw new AssertionError(what + " did not happen within " + longest + "; seen: " + seen);
    }

    static void eventually(String what, Duration longest, BooleanSupplier holds) {
        eventually(what, longest, holds::getAsBoolean, Boolean::booleanValue);
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    static String docker(String... words) {
        var all = new ArrayList<>(List.of("docker"));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new)).run(LONG).orThrow().strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        launcher("reset");
        try {
            ground.close();
        } catch (Exception e) {
            throw new AssertionError("what the cluster stood on cannot be ended", e);
        }
    }
}
