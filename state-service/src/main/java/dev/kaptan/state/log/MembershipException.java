package dev.kaptan.state.log;

/** Why the members were not changed. Nothing has happened then. */
public final class MembershipException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What a caller can conclude; etcd has an error for each. */
    public enum Reason {
        /** No member has that id. */
        NOT_FOUND,
        /** Another member has that peer URL. */
        PEER_URL_EXISTS,
        /** It is no {@code http(s)://host:port}. */
        BAD_PEER_URL,
        /** As many learners as are allowed (one, as in etcd) are there already. */
        TOO_MANY_LEARNERS,
        /** It has a vote already. */
        NOT_A_LEARNER,
        /** It lags too far behind to get a vote. */
        LEARNER_NOT_READY,
        /** Without it, or with it, no majority of running members would be left. */
        NOT_ENOUGH_STARTED,
        /** This member does not lead. */
        NOT_LEADER,
        /** Leadership goes to started members with a vote only. */
        BAD_TRANSFEREE,
        /** The other one did not take over in time; who leads now is open. */
        TRANSFER_TIMED_OUT,
        /** Another change is under way, or the members disagree for another reason. */
        BUSY,
        /** This log does not do that; the message says so, and what to do instead. */
        UNSUPPORTED
    }

    private final Reason reason;

    public MembershipException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
