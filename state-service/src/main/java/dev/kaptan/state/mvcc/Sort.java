package dev.kaptan.state.mvcc;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The order of a read's keys.
 *
 * @param afterLimit as etcd does for a target without an order: the limit cuts, with one key more,
 *     in key order, and what is left is sorted
 */
public record Sort(Target target, boolean descending, boolean afterLimit) {

    /** Key order, which the store keeps anyway. */
    public static final Sort NONE = new Sort(Target.KEY, false);

    /** Sorts everything before the limit cuts. */
    public Sort(Target target, boolean descending) {
        this(target, descending, false);
    }

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

    /** Whether a limit can end the walk over the keys. */
    boolean cutsInStoredOrder() {
        return afterLimit || isStoredOrder();
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
