package dev.kaptan.state.mvcc;

import java.util.Arrays;

/** A condition that every key of a range must meet; a missing key compares as all zeros. */
public record Comparison(KeyRange range, Relation relation, Operand operand) {

    /** How the key's side relates to the operand. */
    public enum Relation {
        EQUAL,
        GREATER,
        LESS,
        NOT_EQUAL;

        boolean holds(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case GREATER -> order > 0;
                case LESS -> order < 0;
                case NOT_EQUAL -> order != 0;
            };
        }
    }

    /** What is compared, and with what. */
    public sealed interface Operand {
        record Version(long version) implements Operand {}

        record CreateRevision(long revision) implements Operand {}

        record ModRevision(long revision) implements Operand {}

        record Lease(long id) implements Operand {}

        record Value(byte[] value) implements Operand {}
    }

    boolean holds(CountedTree<KeyValue> keys) {
        if (keys.count(range) == 0) {
            // A value cannot say "missing", so that etcd lets the comparison fail.
            return !(operand instanceof Operand.Value) && holds(KeyValue.absent(range.start()));
        }
        boolean[] all = {true};
        keys.visit(range, entry -> all[0] = holds(entry));
        return all[0];
    }

    private boolean holds(KeyValue entry) {
        int order =
                switch (operand) {
                    case Operand.Version(long version) -> Long.compare(entry.version(), version);
                    case Operand.CreateRevision(long revision) ->
                            Long.compare(entry.createRevision(), revision);
                    case Operand.ModRevision(long revision) ->
                            Long.compare(entry.modRevision(), revision);
                    case Operand.Lease(long id) -> Long.compare(entry.lease(), id);
                    case Operand.Value(byte[] value) ->
                            Arrays.compareUnsigned(entry.value(), value);
                };
        return relation.holds(order);
    }
}
