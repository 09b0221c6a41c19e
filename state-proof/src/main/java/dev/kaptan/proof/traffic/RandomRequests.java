package dev.kaptan.proof.traffic;

import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.model.Answer;
import dev.kaptan.proof.model.Comparison;
import dev.kaptan.proof.model.Item;
import dev.kaptan.proof.model.Request;
import dev.kaptan.proof.model.Span;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The requests of one client. What is asked depends on the seed alone, except for revisions and
 * leases that the store gave. Values are unique over a whole run, so that each write can be told
 * from all others.
 */
final class RandomRequests {

    private static final int GROUPS = 4;
    private static final int KEYS = 6;
    private static final long SHORTEST_TTL = 3;

    private final SplittableRandom random;
    private final String prefix;
    private final long base;
    private final Map<String, Long> known = new HashMap<>();
    private long newest;
    private long lease;
    private int counter;

    /**
     * @param prefix of the values, this client's own in this round
     * @param base revision at the start of the round; what is older is not asked for
     */
    RandomRequests(SplittableRandom random, String prefix, long base) {
        this.random = random;
        this.prefix = prefix;
        this.base = base;
        this.newest = base;
    }

    Request next() {
        int dice = random.nextInt(100);
        if (dice < 28) {
            return new Request.Put(key(), value(), 0, random.nextBoolean());
        } else if (dice < 50) {
            return compareAndPut(key());
        } else if (dice < 58) {
            return severalKeys();
        } else if (dice < 63) {
            return new Request.Delete(Span.one(key()), random.nextBoolean());
        } else if (dice < 65) {
            return new Request.Delete(group(), random.nextBoolean());
        } else if (dice < 67) {
            return compareAndDelete(key());
        } else if (dice < 93) {
            return read();
        } else if (dice < 99) {
            return leased();
        }
        return new Request.Compact(Math.max(base, newest - random.nextInt(200)));
    }

    /** Learns revisions that later requests compare with. */
    void learn(Outcome outcome) {
        if (outcome instanceof Outcome.Answered(long revision, var answer)) {
            newest = Math.max(newest, revision);
            learn(answer);
        }
    }

    private void learn(Answer answer) {
        switch (answer) {
            case Answer.Got got -> got.items().forEach(this::learn);
            case Answer.Txn txn -> txn.answers().forEach(this::learn);
            default -> {}
        }
    }

    private void learn(Item item) {
        known.put(item.key(), item.modRevision());
    }

    /** What a controller does: write if nobody else has, and look if somebody has. */
    private Request compareAndPut(String key) {
        return new Request.Txn(
                List.of(Comparison.modRevision(key, known.getOrDefault(key, 0L))),
                List.of(
                        new Request.Put(key, value(), 0, random.nextBoolean()),
                        Request.Get.newest(Span.one(key))),
                List.of(Request.Get.newest(Span.one(key))));
    }

    private Request compareAndDelete(String key) {
        return new Request.Txn(
                List.of(Comparison.modRevision(key, known.getOrDefault(key, 0L))),
                List.of(new Request.Delete(Span.one(key), true)),
                List.of(Request.Get.newest(Span.one(key))));
    }

    /** Keys that must change together; they belong to different groups, so they are different. */
    private Request severalKeys() {
        return new Request.Txn(
                List.of(),
                List.of(
                        new Request.Put(key(0), value(), 0, false),
                        new Request.Put(key(1), value(), 0, true),
                        new Request.Delete(Span.one(key(2)), true),
                        Request.Get.newest(Span.prefix("k"))),
                List.of());
    }

    private Request read() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> Request.Get.newest(Span.one(key()));
            case 3, 4 -> Request.Get.newest(group());
            case 5 -> Request.Get.newest(Span.prefix("k"));
            case 6 -> Request.Get.serializable(Span.prefix("k"));
            case 7 -> new Request.Get(Span.prefix("k"), 0, 5, false, Request.Part.KEYS);
            case 8 -> new Request.Get(group(), 0, 0, false, Request.Part.COUNT);
            default -> Request.Get.at(Span.prefix("k"), base + random.nextLong(newest - base + 1));
        };
    }

    private Request leased() {
        if (lease == 0 || random.nextInt(12) == 0) {
            lease = 1 + random.nextLong(Long.MAX_VALUE - 1);
            return new Request.LeaseGrant(lease, SHORTEST_TTL + random.nextInt(3));
        }
        return switch (random.nextInt(6)) {
            case 0 -> new Request.LeaseRevoke(lease);
            case 1, 2 -> new Request.LeaseKeepAlive(lease);
            default -> new Request.Put(key(), value(), lease, false);
        };
    }

    private Span group() {
        return Span.prefix("k" + random.nextInt(GROUPS) + "/");
    }

    private String key() {
        return key(random.nextInt(GROUPS));
    }

    private String key(int group) {
        return "k" + group + "/" + (char) ('a' + random.nextInt(KEYS));
    }

    private String value() {
        return prefix + counter++;
    }
}
