package dev.kaptan.state.ratis;

import dev.kaptan.state.log.ReplicatedMachine;

import org.apache.ratis.proto.RaftProtos.LogEntryProto;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What the files of a member hold that does not run: all that was acknowledged and has reached it.
 *
 * <p>A member that starts without a majority may not believe the end of its log, for others may
 * have put something else in its place. Where the others are gone for good nobody has: every whole
 * entry counts, also one whose commit this member was not told of, since whoever acknowledged it
 * cannot be asked (Raft section 5.3).
 */
public final class StoppedMember {

    private StoppedMember() {}

    /**
     * Brings a machine to the newest snapshot and through every entry behind it. The files are
     * examined, and an entry that was half written is cut off, as at a start.
     *
     * @param directory the member's, with one cluster's data
     * @throws IOException if it is in use, holds no such data, or is damaged: names the file
     */
    public static void replay(Path directory, ReplicatedMachine<?> machine) throws IOException {
        var group = group(directory);
        var whole = new RosterMachine<>(machine);
        try (var _ = new DirectoryLock(directory);
                var guard = new Guard(group)) {
            var current = group.resolve("current");
            var log = LogFiles.of(current);
            var covered = Snapshots.restore(group.resolve("sm"), whole, log);
            long index = covered == null ? -1 : covered.getIndex();
            log.examine(index, guard.applied());
            // Anew: what a purge had left was removed.
            LogFiles.of(current).replay(index, entry -> apply(entry, whole));
        }
    }

    private static void apply(byte[] logged, RosterMachine<?> machine) throws IOException {
        var entry = LogEntryProto.parseFrom(logged);
        if (entry.hasStateMachineLogEntry()) {
            machine.apply(entry.getStateMachineLogEntry().getLogData().toByteArray());
        }
    }

    private static Path group(Path directory) throws IOException {
        var groups = Identity.groupsIn(directory);
        if (groups.size() != 1) {
            throw new IOException(
                    directory
                            + (groups.isEmpty()
                                    ? " holds no member of a store"
                                    : " holds members of several clusters: " + groups));
        }
        return groups.getFirst();
    }
}
