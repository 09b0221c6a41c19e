package dev.kaptan.state.mvcc;

import java.util.List;

/** What a transaction is made of; it may be nested. */
public sealed interface Operation {

    /** Whether carrying it out can change the store. */
    boolean writes();

    /** Whether carrying it out can make the store larger. */
    default boolean adds() {
        return false;
    }

    /** Whether the answer holds no more keys than the request names. */
    boolean brief();

    /**
     * Reads a range.
     *
     * @param limit how many keys at most; 0: all
     * @param revision the revision to read at; 0: now
     */
    record Range(
            KeyRange range,
            long limit,
            long revision,
            Sort sort,
            boolean keysOnly,
            boolean countOnly,
            Bounds bounds)
            implements Operation {
        @Override
        public boolean brief() {
            return range.isSingle() || countOnly;
        }

        @Override
        public boolean writes() {
            return false;
        }
    }

    /**
     * Writes a key.
     *
     * @param lease the lease to attach the key to; 0: none
     * @param ignoreValue keep the value, the key must exist
     * @param ignoreLease keep the lease, the key must exist
     */
    record Put(
            byte[] key,
            byte[] value,
            long lease,
            boolean previous,
            boolean ignoreValue,
            boolean ignoreLease)
            implements Operation, Command {
        @Override
        public boolean brief() {
            return true;
        }

        @Override
        public boolean writes() {
            return true;
        }

        @Override
        public boolean adds() {
            return true;
        }
    }

    /** Deletes every key of a range. */
    record Delete(KeyRange range, boolean previous) implements Operation, Command {
        @Override
        public boolean brief() {
            return range.isSingle() || !previous;
        }

        @Override
        public boolean writes() {
            return true;
        }
    }

    /** Carries out {@code success} if every comparison holds, else {@code failure}. */
    record Txn(List<Comparison> comparisons, List<Operation> success, List<Operation> failure)
            implements Operation, Command {
        public Txn {
            comparisons = List.copyOf(comparisons);
            success = List.copyOf(success);
            failure = List.copyOf(failure);
        }

        @Override
        public boolean brief() {
            return success.stream().allMatch(Operation::brief)
                    && failure.stream().allMatch(Operation::brief);
        }

        boolean holds(CountedTree<KeyValue> keys) {
            return comparisons.stream().allMatch(each -> each.holds(keys));
        }

        /** Whether it matters in which order they are checked. */
        boolean hasSeveralOperations() {
            return success.size() > 1 || failure.size() > 1;
        }

        @Override
        public boolean writes() {
            return success.stream().anyMatch(Operation::writes)
                    || failure.stream().anyMatch(Operation::writes);
        }

        @Override
        public boolean adds() {
            return success.stream().anyMatch(Operation::adds)
                    || failure.stream().anyMatch(Operation::adds);
        }
    }

    /** Bounds of revisions that a read's keys must lie within; 0: no bound. */
    record Bounds(
            long minModRevision,
            long maxModRevision,
            long minCreateRevision,
            long maxCreateRevision) {

        public static final Bounds NONE = new Bounds(0, 0, 0, 0);

        boolean admits(KeyValue entry) {
            return within(entry.modRevision(), minModRevision, maxModRevision)
                    && within(entry.createRevision(), minCreateRevision, maxCreateRevision);
        }

        private static boolean within(long revision, long min, long max) {
            return revision >= min && (max == 0 || revision <= max);
        }
    }
}
