package dev.kaptan.proof.nemesis;

/** Something that goes wrong for a while, or that an operator does at a bad time. */
public enum Fault {
    /** kill -9, started again at the end. */
    KILL(Need.NOTHING),
    /** All members at once, as when the power goes. */
    KILL_ALL(Need.NOTHING),
    /** SIGSTOP: the process is there and says nothing. */
    PAUSE(Need.NOTHING),
    /** Neither hears nor is heard by other members, or by the database; clients still reach it. */
    ISOLATE(Need.LINKS),
    /** Is heard, but hears no other member. */
    DEAFEN(Need.LINKS),
    /** Hears, but is not heard. */
    SILENCE(Need.LINKS),
    /** Clients cannot reach it, members can. */
    CUT_CLIENTS(Need.NOTHING),
    /** What it sends and gets is late. */
    SLOW_LINKS(Need.LINKS),
    /** All its connections break once. */
    RESET_CONNECTIONS(Need.NOTHING),
    DEFRAGMENT(Need.NOTHING),
    /** A snapshot is read from it. */
    SNAPSHOT(Need.NOTHING),
    /** All that may be forgotten is. */
    COMPACT(Need.NOTHING),
    /** The leader hands over to it, or to another one where it leads. */
    MOVE_LEADER(Need.QUORUM),
    /** It is lost with its data; another one is added in its place and gets everything. */
    REPLACE(Need.QUORUM),
    /** It goes to another peer URL, which the others are told before it is there. */
    RELOCATE(Need.QUORUM),
    /** Not a byte more fits on its disk. */
    FULL_DISK(Need.DISKS),
    /** Whatever it writes waits. */
    SLOW_DISK(Need.DISKS),
    /** As when the database's machine loses power. */
    KILL_DATABASE(Need.DATABASE),
    /** The database is there and says nothing. */
    PAUSE_DATABASE(Need.DATABASE);

    private final Need need;

    Fault(Need need) {
        this.need = need;
    }

    public Need need() {
        return need;
    }

    /** What must be there for it. */
    public enum Need {
        NOTHING("nothing"),
        LINKS("several members, or a database that the run starts"),
        QUORUM("several members that elect a leader"),
        DISKS("the right to mount file systems, for every member one of its own"),
        DATABASE("a database that the run starts");

        private final String text;

        Need(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
