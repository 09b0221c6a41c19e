package dev.kaptan.state.ratis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a member of the log needs to know.
 *
 * @param directory where log and snapshots are kept
 * @param clusterToken tells clusters apart: members of another cluster are refused
 * @param self this member's name, one of {@code members}
 * @param segmentBytes size of a log file; it is allocated whole, so that an append never has to
 * @param snapshotBytes bytes appended since the last snapshot after which the next one is due
 * @param requestTimeout how long an append may take
 */
public record RatisSettings(
        Path directory,
        String clusterToken,
        String self,
        List<Peer> members,
        long segmentBytes,
        long snapshotBytes,
        Duration requestTimeout) {

    public RatisSettings {
        members = List.copyOf(members);
        if (members.stream().noneMatch(member -> member.name().equals(self))) {
            throw new IllegalArgumentException("'" + self + "' is none of the members " + members);
        }
    }

    boolean alone() {
        return members.size() == 1;
    }

    /**
     * A member and where its peers reach it ({@code host:port}; unused where there is only one).
     */
    public record Peer(String name, String address) {}
}
