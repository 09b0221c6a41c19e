package dev.kaptan.proof.model;

/**
 * One condition of a transaction. It holds for a span when it holds for every key in it; a span
 * without keys is compared as one absent key (etcd's {@code applyCompare}).
 */
public record Comparison(Span span, Relation relation, Operand operand) {

    public static Comparison modRevision(String key, long revision) {
        return new Comparison(Span.one(key), Relation.EQUAL, new Operand.ModRevision(revision));
    }

    boolean holds(State state) {
        var items = state.in(span);
        return items.isEmpty()
                ? holds(Item.absent(span.key()))
                : items.stream().allMatch(this::holds);
    }

    private boolean holds(Item item) {
        return switch (operand) {
            // A value is compared only where there is one.
            case Operand.Value(var value) ->
                    !item.isAbsent() && relation.holds(item.value().compareTo(value));
            case Operand.Version(long version) -> holds(item.version(), version);
            case Operand.CreateRevision(long revision) -> holds(item.createRevision(), revision);
            case Operand.ModRevision(long revision) -> holds(item.modRevision(), revision);
            case Operand.Lease(long lease) -> holds(item.lease(), lease);
        };
    }

    private boolean holds(long actual, long expected) {
        return relation.holds(Long.compare(actual, expected));
    }

    /** How what is there must relate to the operand. */
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
        record Value(String value) implements Operand {}

        record Version(long version) implements Operand {}

        record CreateRevision(long revision) implements Operand {}

        record ModRevision(long revision) implements Operand {}

        record Lease(long lease) implements Operand {}
    }
}
