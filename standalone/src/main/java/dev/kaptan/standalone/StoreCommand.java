package dev.kaptan.standalone;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Runs the store of a stopped cluster without anything that writes to it. */
@Command(name = "store", description = "Runs only the store, until TERM or INT")
final class StoreCommand implements Callable<Integer> {

    @Option(names = "--data-dir", required = true)
    private @Nullable Path dataDirectory;

    @Option(names = "--port", defaultValue = "" + ClusterOptions.DEFAULT_PORT)
    private int port;

    @Option(names = "--state-port", defaultValue = "" + ClusterOptions.DEFAULT_STATE_PORT)
    private int statePort;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (dataDirectory == null) {
            throw new IllegalArgumentException("--data-dir is missing");
        }
        int members = new StoreSize(dataDirectory).members();
        var options = new ClusterOptions(dataDirectory, port, statePort, members, 1, "", null);
        new ClusterProcess(options)
                .runStore(store ->
                        RunCommand.announce(
                                options,
                                store,
                                "Only the store runs, at "
                                        + store.uris().stream()
                                                .map(URI::toString)
                                                .collect(Collectors.joining(","))
                                        + "\n"));
        return 0;
    }
}
