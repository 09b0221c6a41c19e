package dev.kaptan.state.ratis;

import dev.kaptan.state.codec.Disk;
import dev.kaptan.state.log.ReplicatedMachine.Frozen;

import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A log that begins with a snapshot: what a member finds that was given all of the state and none
 * of the entries. As there is no configuration in it, the members are those of the settings.
 *
 * <p>Form (Ratis' RaftStorageDirectory): {@code GROUP/current/raft-meta} with term and vote, {@code
 * GROUP/sm/snapshot.TERM_INDEX} and its MD5. Without raft-meta Ratis would clear the directory.
 */
public final class FirstSnapshot {

    private static final long TERM = 1;
    private static final long INDEX = 1;

    private FirstSnapshot() {}

    /** Writes it, synced to the disk, into a directory that has no log of this cluster yet. */
    public static void write(Path directory, String clusterToken, Frozen state) throws IOException {
        var group = directory.resolve(new Identity(clusterToken).group().getUuid().toString());
        var current = Files.createDirectories(group.resolve("current"));
        var machine = Files.createDirectories(group.resolve("sm"));
        var name = SimpleStateMachineStorage.getSnapshotFileName(TERM, INDEX);
        Snapshots.writeFile(machine.resolve(name), TermIndex.valueOf(TERM, INDEX), state);
        var meta = current.resolve("raft-meta");
        Files.writeString(meta, "term=%d%nvotedFor=%n".formatted(TERM));
        for (var path : new Path[] {meta, current, group, directory}) {
            Disk.sync(path);
        }
    }
}
