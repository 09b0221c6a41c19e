package dev.kaptan.state.log;

/**
 * Changes who the members are, on whatever member it is called: those that do not lead pass it on.
 * One change is made at a time, and the member's own status shows it. Everything throws {@link
 * MembershipException} for what the cluster forbids and {@link LogException} where it has no
 * leader.
 */
public interface Membership {

    /**
     * Announces a member, which counts for no majority until it has started and caught up: a member
     * that never starts stops nobody's writes.
     *
     * @param peerUrl where its peers will reach it, {@code http://host:port}
     * @param learner whether it only receives, without a vote, until it is promoted
     * @return the member with the id it will have
     */
    LogStatus.Member add(String peerUrl, boolean learner);

    /** Gives a learner that has caught up a vote. */
    void promote(long id);

    /** Takes a member out for ever; it stops serving when it learns of that. */
    void remove(long id);

    /** Tells where a member is reached from now on. */
    void updatePeerUrl(long id, String peerUrl);

    /** Blocks until the voting member leads; only the leader does so. */
    void transferLeadership(long id);

    /** The membership of a log that has one member for ever. */
    static Membership fixed() {
        return FixedMembership.INSTANCE;
    }
}
