package dev.kaptan.standalone;

import dev.kaptan.state.backup.BackupFile;
import dev.kaptan.state.backup.RestoredMember;
import dev.kaptan.state.backup.StagedDirectories;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * Makes the store of a stopped cluster, or the data directory of one member, from a backup. The
 * members of before cannot join what is made.
 */
@Command(name = "restore", description = "Makes the store of a stopped cluster from a backup")
final class RestoreCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(names = "--data-dir", description = "Of a standalone cluster")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--member-dir",
            description = "Of one member that runs as a process; every member gets its own")
    private @Nullable Path memberDirectory;

    @Option(
            names = "--cluster-token",
            description = "Of the new cluster, the same for all its members; by default a new one")
    private @Nullable String token;

    @Option(
            names = "--bump-revision",
            defaultValue = "" + RestoredMember.USUAL_LEAP,
            description = "How far the revision jumps ahead of the backup's")
    private long bump;

    @Option(names = "--force", description = "Replace a store that is there; it is kept beside")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        if (bump < 0) {
            throw new IllegalArgumentException("--bump-revision must not be negative: " + bump);
        }
        if (memberDirectory != null) {
            restoreMember(memberDirectory.toAbsolutePath().normalize());
        } else if (dataDirectory != null) {
            restoreCluster(dataDirectory.toAbsolutePath().normalize());
        } else {
            throw new IllegalArgumentException("restore where? Give --data-dir or --member-dir");
        }
        return 0;
    }

    private void restoreCluster(Path directory) throws IOException {
        try (var held = DataDirectory.open(directory)) {
            var name = token == null ? "kaptan-" + UUID.randomUUID() : token;
            var size = new StoreSize(held.path());
            int members = size.members();
            restore(held.path(), StoreMember.directories(members), name);
            size.record(members);
            var option = members == 1 ? "" : " --state-members " + members;
            System.out.println("./kaptan up" + option + " starts the cluster on it.");
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return true;
        }
        try (var children = Files.list(directory)) {
            return children.findAny().isEmpty();
        }
    }

    private void restoreMember(Path directory) throws IOException {
        if (token == null) {
            throw new IllegalArgumentException(
                    "--member-dir needs --cluster-token: a new name, the same for all members");
        }
        var parent = directory.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("--member-dir cannot be the root: " + directory);
        }
        Files.createDirectories(parent);
        restore(parent, List.of(directory.getFileName().toString()), token);
    }

    private void restore(Path parent, List<String> names, String newToken) throws IOException {
        var staged = new StagedDirectories(parent);
        staged.finish();
        for (var name : names) {
            if (!force && !isEmpty(parent.resolve(name))) {
                throw new IllegalArgumentException(
                        parent.resolve(name)
                                + " holds a store: --force replaces it and keeps it as "
                                + name
                                + ".replaced");
            }
        }
        var backup = new BackupFile(file).read();
        var member = RestoredMember.of(backup, bump, newToken);
        for (var name : names) {
            member.write(staged.stage(name));
        }
        staged.commit(names);
        System.out.printf(
                "Restored %d keys of revision %d; the store goes on at revision %d as cluster"
                        + " %s.%n",
                member.store().view().keyCount(),
                backup.revision(),
                member.store().revision(),
                newToken);
    }
}
