package dev.kaptan.proof.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A store that can be started as processes. */
public interface Engine {

    /** The command line of a member. */
    List<String> command(Launch launch);

    /** Whether its members agree among themselves, rather than by a database. */
    default boolean elects() {
        return true;
    }

    private static String members(Launch launch) {
        return launch.peers().stream()
                .map(peer -> peer.name() + "=" + peer.url())
                .collect(Collectors.joining(","));
    }

    private static String state(Launch launch) {
        return launch.joining() ? "existing" : "new";
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
                    "--data-dir=" + launch.directory().resolve(Launch.DATA),
                    "--listen-client-urls=" + client,
                    "--advertise-client-urls=" + client,
                    "--listen-peer-urls=http://127.0.0.1:" + launch.peerPort(),
                    "--initial-advertise-peer-urls=" + own(launch).url(),
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

        /** Instances on a new schema of a PostgreSQL database that is there. */
        public static Kaptan onPostgresql(
                String classPath, String url, String username, String password) {
            var settings = new HashMap<>(postgresql(username, password));
            settings.put("postgresql.url", url);
            return new Kaptan(classPath, settings);
        }

        /** Instances on a new schema of the cluster's own {@link Database}. */
        public static Kaptan onDatabase(String classPath) {
            return new Kaptan(classPath, postgresql(Database.NAME, Database.NAME));
        }

        private static Map<String, String> postgresql(String username, String password) {
            var schema = "proof_" + System.currentTimeMillis();
            return Map.of(
                    "engine", "postgresql",
                    "postgresql.username", username,
                    "postgresql.password", password,
                    "postgresql.schema", schema);
        }

        @Override
        public boolean elects() {
            return !settings.containsKey("engine");
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
                                    "--kaptan.state.data-dir="
                                            + launch.directory().resolve(Launch.DATA),
                                    "--kaptan.state.history-retention=24h",
                                    "--kaptan.state.segment-size=8MB",
                                    "--kaptan.state.snapshot-every=1MB"));
            if (launch.peers().size() > 1 && elects()) {
                command.add("--kaptan.state.peer-listen=127.0.0.1:" + launch.peerPort());
                command.add("--kaptan.state.initial-cluster=" + members(launch));
                command.add("--kaptan.state.initial-cluster-state=" + state(launch));
            }
            if (launch.databasePort() != 0) {
                command.add("--kaptan.state.postgresql.url=" + Database.url(launch.databasePort()));
            }
            settings.forEach((name, value) -> command.add("--kaptan.state." + name + "=" + value));
            return command;
        }
    }
}
