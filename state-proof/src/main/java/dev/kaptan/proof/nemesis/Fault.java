package dev.kaptan.proof.nemesis;

/** Something that goes wrong for a while, or that an operator does at a bad time. */
public enum Fault {
    /** kill -9, started again at the end. */
    KILL,
    /** All members at once, as when the power goes. */
    KILL_ALL,
    /** SIGSTOP: the process is there and says nothing. */
    PAUSE,
    /** Neither hears nor is heard by other members; clients still reach it. */
    ISOLATE,
    /** Is heard, but hears no other member. */
    DEAFEN,
    /** Hears, but is not heard. */
    SILENCE,
    /** Clients cannot reach it, members can. */
    CUT_CLIENTS,
    /** What it sends and gets is late. */
    SLOW_LINKS,
    /** All its connections break once. */
    RESET_CONNECTIONS,
    DEFRAGMENT,
    /** A snapshot is read from it. */
    SNAPSHOT
}
