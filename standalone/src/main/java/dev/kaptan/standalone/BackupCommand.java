package dev.kaptan.standalone;

import dev.kaptan.state.backup.BackupFile;
import dev.kaptan.state.backup.MemberFiles;
import dev.kaptan.state.client.Backup;
import dev.kaptan.state.client.StoreClient;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Writes the state of a store, consistent at one revision, into a file. */
@Command(name = "backup", description = "Writes the state of the store into a file")
final class BackupCommand implements Callable<Integer> {

    @Mixin private StoreOptions store = new StoreOptions();

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(
            names = "--member-dir",
            description =
                    "Data directory of a member that does not run, to be read in place of a running"
                            + " store")
    private @Nullable Path memberDirectory;

    @Override
    public Integer call() throws IOException {
        print(memberDirectory == null ? ofRunningStore() : ofMember(memberDirectory));
        return 0;
    }

    private BackupFile.Summary ofRunningStore() throws IOException {
        try (var client = StoreClient.of(store.endpoints())) {
            return Backup.take(client, file.toAbsolutePath());
        }
    }

    private BackupFile.Summary ofMember(Path directory) throws IOException {
        if (store.named()) {
            throw new IllegalArgumentException("give --endpoints or --member-dir, not both");
        }
        return Backup.take(
                new MemberFiles(directory.toAbsolutePath().normalize()), file.toAbsolutePath());
    }

    private void print(BackupFile.Summary summary) {
        System.out.println(
                summary.ours()
                        ? "Backup of %d keys at revision %d in %s (%d bytes), verified."
                                .formatted(
                                        summary.keys(), summary.revision(), file, summary.bytes())
                        : ("Snapshot of a real etcd in %s (%d bytes), checksum verified;"
                                        + " restore it with: etcdutl snapshot restore")
                                .formatted(file, summary.bytes()));
    }
}
