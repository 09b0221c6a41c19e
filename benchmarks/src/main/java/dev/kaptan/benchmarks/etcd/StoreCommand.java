package dev.kaptan.benchmarks.etcd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a store is started.
 *
 * @param endpoint {@code host:port} that clients connect to
 */
record StoreCommand(String name, String endpoint, List<String> words) {

    StoreCommand {
        words = List.copyOf(words);
    }

    /** etcd with its defaults: every write is synced to disk before it is acknowledged. */
    static StoreCommand etcd(Path binary, Path data, int port) {
        String client = "http://127.0.0.1:" + port;
        String peer = "http://127.0.0.1:" + (port + 1);
        return new StoreCommand(
                "etcd",
                "127.0.0.1:" + port,
                List.of(
                        binary.toString(),
                        "--name=etcd",
                        "--data-dir=" + data.resolve("etcd"),
                        "--listen-client-urls=" + client,
                        "--advertise-client-urls=" + client,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=etcd=" + peer,
                        // kube-apiserver asks for a compaction every five minutes.
                        "--auto-compaction-retention=5m",
                        "--log-level=error"));
    }

    /**
     * A state member of the built tree with the Java options of its container image.
     *
     * @param lib the folder of its jars
     */
    static StoreCommand state(Path lib, Path data, int port, String options) throws IOException {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of((options.isEmpty() ? imageOptions() : options).split(" ", -1)));
        words.addAll(
                List.of(
                        "-cp",
                        lib + "/*",
                        "dev.kaptan.state.StateApplication",
                        "--server.port=" + (port + 1),
                        "--kaptan.state.data-dir=" + data.resolve("state"),
                        "--kaptan.state.listen=127.0.0.1:" + port));
        return new StoreCommand("kaptan", "127.0.0.1:" + port, words);
    }

    private static String imageOptions() throws IOException {
        var options =
                Pattern.compile("^ENV JAVA_TOOL_OPTIONS=\"(.*)\"$", Pattern.MULTILINE)
                        .matcher(Files.readString(Path.of("Dockerfile")));
        if (!options.find()) {
            throw new IllegalStateException("the Dockerfile sets no JAVA_TOOL_OPTIONS");
        }
        return options.group(1);
    }
}
