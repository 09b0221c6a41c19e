package dev.kaptan.proof.model;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What a store answers, without the header. */
public sealed interface Answer {

    record Put(@Nullable Item previous) implements Answer {}

    record Deleted(long count, List<Item> previous) implements Answer {
        public Deleted {
            previous = List.copyOf(previous);
        }
    }

    /**
     * @param count keys in the span, returned or not
     * @param more whether the limit left some out
     */
    record Got(List<Item> items, long count, boolean more) implements Answer {
        public Got {
            items = List.copyOf(items);
        }
    }

    record Txn(boolean succeeded, List<Answer> answers) implements Answer {
        public Txn {
            answers = List.copyOf(answers);
        }
    }

    record LeaseGranted(long id, long ttlSeconds) implements Answer {}

    record LeaseRevoked() implements Answer {}

    /** Time to live that was renewed; 0 when the lease is gone. */
    record LeaseKeptAlive(long ttlSeconds) implements Answer {}

    record Compacted() implements Answer {}

    /** Whether what was answered changed a key, as far as the answer tells. */
    default boolean changedKeys() {
        return switch (this) {
            case Put put -> true;
            case Deleted(long count, var previous) -> count > 0;
            case Txn(var succeeded, var answers) -> answers.stream().anyMatch(Answer::changedKeys);
            case Got got -> false;
            case LeaseGranted granted -> false;
            case LeaseRevoked revoked -> false;
            case LeaseKeptAlive kept -> false;
            case Compacted compacted -> false;
        };
    }
}
