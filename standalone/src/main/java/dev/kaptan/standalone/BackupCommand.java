package dev.kaptan.standalone;

import dev.kaptan.state.client.Backup;
import dev.kaptan.state.client.StoreClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Writes the state of a running store, consistent at one revision, into a file. */
@Command(name = "backup", description = "Writes the state of the running store into a file")
final class BackupCommand implements Callable<Integer> {

    @Mixin private StoreOptions store = new StoreOptions();

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        try (var client = StoreClient.of(store.endpoints())) {
            var summary = Backup.take(client, file.toAbsolutePath());
            System.out.println(
                    summary.ours()
                            ? "Backup of %d keys at revision %d in %s (%d bytes), verified."
                                    .formatted(
                                            summary.keys(),
                                            summary.revision(),
                                            file,
                                            summary.bytes())
                            : ("Snapshot of a real etcd in %s (%d bytes), checksum verified;"
                                            + " restore it with: etcdutl snapshot restore")
                                    .formatted(file, summary.bytes()));
            return 0;
        }
    }
}
