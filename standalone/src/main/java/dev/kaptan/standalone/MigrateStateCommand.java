package dev.kaptan.standalone;

import dev.kaptan.state.client.Migration;
import dev.kaptan.state.client.StoreClient;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Copies a store into another one, ours or a real etcd. Every gateway must be stopped. */
@Command(name = "migrate-state", description = "Copies a store into another one")
final class MigrateStateCommand implements Callable<Integer> {

    @Option(names = "--from", required = true, split = ",", paramLabel = "ENDPOINTS")
    private List<String> from = List.of();

    @Option(names = "--from-cacert")
    private @Nullable Path fromCa;

    @Option(names = "--from-cert")
    private @Nullable Path fromCertificate;

    @Option(names = "--from-key")
    private @Nullable Path fromKey;

    @Option(names = "--to", required = true, split = ",", paramLabel = "ENDPOINTS")
    private List<String> to = List.of();

    @Option(names = "--to-cacert")
    private @Nullable Path toCa;

    @Option(names = "--to-cert")
    private @Nullable Path toCertificate;

    @Option(names = "--to-key")
    private @Nullable Path toKey;

    @Option(
            names = "--most-writes",
            defaultValue = "" + Migration.USUAL_MOST_WRITES,
            description = "How many writes may be spent on raising the target's revision")
    private long mostWrites;

    @Option(names = "--overwrite", description = "Delete what the target holds first")
    private boolean overwrite;

    @Override
    public Integer call() throws IOException {
        var source = EtcdctlEndpoints.of(from, fromCa, fromCertificate, fromKey);
        var target = EtcdctlEndpoints.of(to, toCa, toCertificate, toKey);
        try (var read = StoreClient.of(source);
                var written = StoreClient.of(target)) {
            var outcome =
                    new Migration(read, written, mostWrites, overwrite, System.out::println).run();
            System.out.printf(
                    "Copied %d keys and %d leases, compared one by one. The source stands at"
                            + " revision %d, the target at %d.%n",
                    outcome.keys(), outcome.leases(), outcome.fromRevision(), outcome.toRevision());
            return 0;
        }
    }
}
