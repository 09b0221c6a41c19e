package dev.kaptan.benchmarks.etcd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a member of a store is started.
 *
 * @param endpoint {@code host:port} that clients connect to
 */
record StoreCommand(String name, String endpoint, List<String> words) {

    StoreCommand {
        words = List.copyOf(words);
    }

    /**
     * Members of etcd with its defaults: every write is synced to disk before it is acknowledged.
     *
     * @param ports what they listen on; each has the next one for its peers
     */
    static List<StoreCommand> etcd(Path binary, Path data, List<Integer> ports) {
        String cluster = cluster("etcd", ports);
        return ports.stream().map(port -> etcd(binary, data, port, cluster)).toList();
    }

    private static StoreCommand etcd(Path binary, Path data, int port, String cluster) {
        String client = "http://127.0.0.1:" + port;
        String peer = "http://127.0.0.1:" + (port + 1);
        String name = "etcd-" + port;
        return new StoreCommand(
                name,
                "127.0.0.1:" + port,
                List.of(
                        binary.toString(),
                        "--name=" + name,
                        "--data-dir=" + data.resolve(name),
                        "--listen-client-urls=" + client,
                        "--advertise-client-urls=" + client,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=" + cluster,
                        // kube-apiserver asks for a compaction every five minutes.
                        "--auto-compaction-retention=5m",
                        "--log-level=error"));
    }

    /**
     * State members of the built tree with the Java options of their container image.
     *
     * @param java what they are run by
     * @param ports what they listen on; each has the next two for its peers and its meters
     */
    static List<StoreCommand> state(ImageJava java, Path data, List<Integer> ports)
            throws IOException, InterruptedException {
        String cluster = cluster("state", ports);
        var run = java.stateService();
        var commands = new ArrayList<StoreCommand>();
        for (int port : ports) {
            var words = new ArrayList<>(run);
            words.addAll(
                    List.of(
                            "--server.port=" + (port + 2),
                            "--kaptan.state.data-dir=" + data.resolve("state-" + port),
                            "--kaptan.state.listen=127.0.0.1:" + port));
            if (ports.size() > 1) {
                words.addAll(
                        List.of(
                                "--kaptan.state.name=state-" + port,
                                "--kaptan.state.peer-listen=127.0.0.1:" + (port + 1),
                                "--kaptan.state.initial-cluster=" + cluster));
            }
            commands.add(new StoreCommand("kaptan-" + port, "127.0.0.1:" + port, words));
        }
        return commands;
    }

    private static String cluster(String prefix, List<Integer> ports) {
        return ports.stream()
                .map(port -> "%s-%d=http://127.0.0.1:%d".formatted(prefix, port, port + 1))
                .collect(Collectors.joining(","));
    }
}
