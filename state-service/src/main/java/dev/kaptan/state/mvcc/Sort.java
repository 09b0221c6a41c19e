package dev.kaptan.state.mvcc;

import java.util.Arrays;
import java.util.Comparator;

/** The order of a read's keys. */
public record Sort(Target target, boolean descending) {

    /** Key order, which the store keeps anyway. */
    public static final Sort NONE = new Sort(Target.KEY, false);

    /** What is compared. */
    public enum Target {
        KEY,
        VERSION,
        CREATE_REVISION,
        MOD_REVISION,
        VALUE
    }

    boolean isStoredOrder() {
        return target == Target.KEY && !descending;
    }

    Comparator<KeyValue> comparator() {
        Comparator<KeyValue> ascending =
                switch (target) {
                    case KEY -> (one, other) -> Arrays.compareUnsigned(one.key(), other.key());
                    case VERSION -> Comparator.comparingLong(KeyValue::version);
                    case CREATE_REVISION -> Comparator.comparingLong(KeyValue::createRevision);
                    case MOD_REVISION -> Comparator.comparingLong(KeyValue::modRevision);
                    case VALUE ->
                            (one, other) -> Arrays.compareUnsigned(one.value(), other.value());
                };
        return descending ? ascending.reversed() : ascending;
    }
}
