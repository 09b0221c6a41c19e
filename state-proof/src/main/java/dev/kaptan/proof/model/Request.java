package dev.kaptan.proof.model;

import java.util.List;

/** What a client may ask for. */
public sealed interface Request {

    /** What may also stand in a transaction. */
    sealed interface Operation extends Request {}

    record Put(String key, String value, long lease, boolean previous) implements Operation {}

    record Delete(Span span, boolean previous) implements Operation {}

    /**
     * @param revision 0 reads the newest
     * @param limit 0 is no limit
     * @param serializable one member answers alone, and may be behind
     */
    record Get(Span span, long revision, long limit, boolean serializable, Part part)
            implements Operation {

        public static Get newest(Span span) {
            return new Get(span, 0, 0, false, Part.WHOLE);
        }

        public static Get at(Span span, long revision) {
            return new Get(span, revision, 0, false, Part.WHOLE);
        }

        public static Get serializable(Span span) {
            return new Get(span, 0, 0, true, Part.WHOLE);
        }
    }

    record Txn(List<Comparison> compare, List<Operation> success, List<Operation> failure)
            implements Operation {
        public Txn {
            compare = List.copyOf(compare);
            success = List.copyOf(success);
            failure = List.copyOf(failure);
        }
    }

    record LeaseGrant(long id, long ttlSeconds) implements Request {}

    record LeaseRevoke(long id) implements Request {}

    record LeaseKeepAlive(long id) implements Request {}

    record Compact(long revision) implements Request {}

    /** How much of each key a read returns. */
    enum Part {
        WHOLE,
        KEYS,
        COUNT
    }
}
