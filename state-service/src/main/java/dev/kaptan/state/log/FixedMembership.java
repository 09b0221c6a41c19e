package dev.kaptan.state.log;

/** Refuses every change. */
enum FixedMembership implements Membership {
    INSTANCE;

    @Override
    public LogStatus.Member add(String peerUrl, boolean learner) {
        throw refusal();
    }

    @Override
    public void promote(long id) {
        throw refusal();
    }

    @Override
    public void remove(long id) {
        throw refusal();
    }

    @Override
    public void updatePeerUrl(long id, String peerUrl) {
        throw refusal();
    }

    @Override
    public void transferLeadership(long id) {
        throw refusal();
    }

    private static MembershipException refusal() {
        return new MembershipException(
                MembershipException.Reason.UNSUPPORTED,
                "the members of this engine are not changed by calls");
    }
}
