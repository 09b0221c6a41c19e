package dev.kaptan.state.ratis;

/** What members ask each other beside Raft's own messages. The order is part of the protocol. */
enum PeerCall {
    /** Append an entry; for the leader. */
    PROPOSE,
    /** Up to where must be applied what is to be read now? For the leader. */
    READ_INDEX,
    /** Which term are you in? */
    TERM,
    /** A question for the leader's machine. */
    ASK,
    /** Who are the members, as far as you know? */
    MEMBERS,
    /** I have started: let the leader let me take part. */
    JOIN,
    /** Let that member take part; for the leader. */
    ADMIT,
    /** Change the members; for the leader. */
    CHANGE,
    /** Your entries wait for room on my disk; for the leader. */
    NO_ROOM;

    /** Whether answering it never blocks. */
    boolean brief() {
        return switch (this) {
            case PROPOSE, READ_INDEX, TERM, NO_ROOM -> true;
            case ASK, MEMBERS, JOIN, ADMIT, CHANGE -> false;
        };
    }
}
