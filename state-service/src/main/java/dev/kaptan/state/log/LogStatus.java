package dev.kaptan.state.log;

import java.util.List;

/**
 * Where this member stands.
 *
 * @param self this member
 * @param leader the leader's id, 0 if none is known
 * @param term Raft's term (Raft section 5.1)
 * @param appliedIndex the last entry that the machine has applied
 */
public record LogStatus(
        long clusterId,
        Member self,
        long leader,
        long term,
        long appliedIndex,
        List<Member> members) {

    public LogStatus {
        members = List.copyOf(members);
    }

    public boolean isLeader() {
        return leader == self.id();
    }

    /** A member; its id is never 0. */
    public record Member(long id, String name, String peerAddress) {}
}
