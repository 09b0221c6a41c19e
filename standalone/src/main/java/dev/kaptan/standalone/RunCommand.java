package dev.kaptan.standalone;

import dev.kaptan.state.client.StoreEndpoints;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Runs the cluster in the foreground until it is told to stop. */
@Command(name = "run", description = "Runs the whole cluster until TERM or INT")
final class RunCommand implements Callable<Integer> {

    @Option(names = "--data-dir", required = true)
    private @Nullable Path dataDirectory;

    @Option(names = "--port", defaultValue = "" + ClusterOptions.DEFAULT_PORT)
    private int port;

    @Option(names = "--state-port", defaultValue = "" + ClusterOptions.DEFAULT_STATE_PORT)
    private int statePort;

    @Option(names = "--state-members", defaultValue = "1")
    private int stateMembers;

    @Option(names = "--nodes", defaultValue = "1")
    private int nodes;

    @Option(
            names = "--docker-host",
            defaultValue = "${env:DOCKER_HOST:-unix:///var/run/docker.sock}")
    private String dockerHost = "";

    @Mixin private EtcdOptions etcd = new EtcdOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (dataDirectory == null) {
            throw new IllegalArgumentException("--data-dir is missing");
        }
        var options =
                new ClusterOptions(
                        dataDirectory,
                        port,
                        statePort,
                        stateMembers,
                        nodes,
                        dockerHost,
                        etcd.endpoints());
        new ClusterProcess(options)
                .run((pki, readiness) ->
                        announce(options, options.store(pki), readiness.describe(options)));
        return 0;
    }

    /**
     * Tells the launcher, which waits for {@code run/ready}, and later commands where the store
     * listens. The file appears whole.
     */
    static void announce(ClusterOptions options, StoreEndpoints store, String text)
            throws IOException {
        var run = Files.createDirectories(options.dataDirectory().resolve("run"));
        new StoreFile(options.dataDirectory()).write(store);
        var scratch = run.resolve("ready.new");
        Files.writeString(scratch, text);
        Files.move(scratch, run.resolve("ready"));
        System.out.print(text);
    }
}
