package dev.kaptan.state.log;

/** What goes between a member and the others, and how long their answers take. */
public interface PeerTraffic {

    /** Of a log that has no other members. */
    PeerTraffic NONE =
            new PeerTraffic() {
                @Override
                public long receivedBytes() {
                    return 0;
                }

                @Override
                public long sentBytes() {
                    return 0;
                }

                @Override
                public void onProbe(Listener listener) {}
            };

    /** Bytes of the messages that the others have sent since this member has started. */
    long receivedBytes();

    /** Bytes of the messages that were sent to the others since this member has started. */
    long sentBytes();

    /** Every few seconds each of the others is asked something that it answers at once. */
    void onProbe(Listener listener);

    /** Hears what became of a probe; must be quick. */
    interface Listener {
        void answered(long member, long nanos);

        void unanswered(long member);
    }
}
