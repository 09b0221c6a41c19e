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
    CHANGE;

    /** Whether answering it never blocks. */
    boolean brief() {
        return this == PROPOSE || this == READ_INDEX || this == TERM;
    }
}
