package dev.kaptan.state.log;

import org.jspecify.annotations.Nullable;

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

    /**
     * A member.
     *
     * @param id never 0, and never used again for another
     * @param name null until it has started for the first time
     * @param peerUrl where its peers reach it
     * @param clientUrls where clients reach it; empty until it has started
     * @param learner whether it has no vote
     */
    public record Member(
            long id,
            @Nullable String name,
            String peerUrl,
            List<String> clientUrls,
            boolean learner) {

        public Member {
            clientUrls = List.copyOf(clientUrls);
        }
    }
}
