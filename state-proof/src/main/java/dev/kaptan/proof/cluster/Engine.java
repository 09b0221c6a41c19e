package dev.kaptan.proof.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A store that can be started as processes. */
public interface Engine {

    /** The command line of a member. */
    List<String> command(Launch launch);

    private static String members(Launch launch) {
        return launch.peers().stream()
                .map(peer -> peer.name() + "=" + url(peer))
                .collect(Collectors.joining(","));
    }

    private static String state(Launch launch) {
        return launch.joining() ? "existing" : "new";
    }

    private static String url(Launch.Peer peer) {
        return "http://127.0.0.1:" + peer.port();
    }

    /** A real etcd, the control: whatever it does is right. */
    record Etcd(Path binary) implements Engine {

        /** Where {@code tools/install-test-tools} puts it. */
        public static final Path INSTALLED =
                Path.of(
                        Objects.requireNonNullElse(
                                System.getenv("KAPTAN_ETCD_BIN"),
                                "/usr/local/lib/kaptan-test/etcd-3.5"),
                        "etcd");

        public Etcd {
            if (!Files.isExecutable(binary)) {
                throw new IllegalArgumentException(
                        "there is no etcd at " + binary + "; name one with --etcd");
            }
        }

        @Override
        public List<String> command(Launch launch) {
            var client = "http://127.0.0.1:" + launch.clientPort();
            return List.of(
                    binary.toString(),
                    "--name=" + launch.name(),
                    "--data-dir=" + launch.directory().resolve("data"),
                    "--listen-client-urls=" + client,
                    "--advertise-client-urls=" + client,
                    "--listen-peer-urls=http://127.0.0.1:" + launch.peerPort(),
                    "--initial-advertise-peer-urls=" + url(own(launch)),
                    "--initial-cluster=" + members(launch),
                    "--initial-cluster-state=" + state(launch),
                    "--snapshot-count=1000",
                    "--logger=zap");
        }

        private static Launch.Peer own(Launch launch) {
            return launch.peers().stream()
                    .filter(peer -> peer.name().equals(launch.name()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * Kaptan's state service, on its own log unless the settings name another engine, whose
     * instances do not know each other.
     *
     * @param settings more settings, such as small files that make snapshots frequent
     */
    record Kaptan(String classPath, Map<String, String> settings) implements Engine {

        /** Not referred to as a class: what is proven here is what answers on the wire. */
        private static final String MAIN = "dev.kaptan.state.StateApplication";

        public Kaptan {
            settings = Map.copyOf(settings);
        }

        /** Instances on a schema of a PostgreSQL database, which must be new. */
        public static Kaptan onPostgresql(
                String classPath, String url, String username, String password) {
            return new Kaptan(
                    classPath,
                    Map.of(
                            "engine", "postgresql",
                            "postgresql.url", url,
                            "postgresql.username", username,
                            "postgresql.password", password,
                            "postgresql.schema", "proof_" + System.currentTimeMillis()));
        }

        @Override
        public List<String> command(Launch launch) {
            var command =
                    new ArrayList<>(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx512m",
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "--sun-misc-unsafe-memory-access=allow",
                                    "-cp",
                                    classPath,
                                    MAIN,
                                    "--server.port=0",
                                    "--kaptan.state.name=" + launch.name(),
                                    "--kaptan.state.listen=127.0.0.1:" + launch.clientPort(),
                                    "--kaptan.state.data-dir=" + launch.directory().resolve("data"),
                                    "--kaptan.state.history-retention=24h",
                                    "--kaptan.state.segment-size=8MB",
                                    "--kaptan.state.snapshot-every=1MB"));
            if (launch.peers().size() > 1 && !settings.containsKey("engine")) {
                command.add("--kaptan.state.peer-listen=127.0.0.1:" + launch.peerPort());
                command.add("--kaptan.state.initial-cluster=" + members(launch));
                command.add("--kaptan.state.initial-cluster-state=" + state(launch));
            }
            settings.forEach((name, value) -> command.add("--kaptan.state." + name + "=" + value));
            return command;
        }
    }
}
