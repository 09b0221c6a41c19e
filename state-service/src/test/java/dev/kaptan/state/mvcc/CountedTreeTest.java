package dev.kaptan.state.mvcc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

class CountedTreeTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void holdsWhatASortedMapHolds(long seed) {
        var random = new SplittableRandom(seed);
        var expected = new TreeMap<byte[], Integer>(Arrays::compareUnsigned);
        var tree = CountedTree.<Integer>empty();
        for (int step = 0; step < 4_000; step++) {
            var key = randomKey(random);
            if (random.nextInt(3) == 0) {
                expected.remove(key);
                tree = tree.remove(key);
            } else {
                expected.put(key, step);
                tree = tree.put(key, step);
            }
            if (step % 50 == 0) {
                assertSame(tree, expected, randomRange(random));
            }
        }
        assertThat(tree.values()).containsExactlyElementsOf(expected.values());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12})
    void aVersionIsNotChangedByLaterOnes(long seed) {
        var random = new SplittableRandom(seed);
        var tree = CountedTree.<Integer>empty();
        for (int step = 0; step < 500; step++) {
            tree = tree.put(randomKey(random), step);
        }
        var before = tree.values();
        var kept = tree;
        for (int step = 0; step < 500; step++) {
            tree = tree.remove(randomKey(random)).put(randomKey(random), -step);
        }
        assertThat(kept.values()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0} ascending keys")
    @ValueSource(ints = {0, 1, 2, 1_000, 100_000})
    void staysShallowWhenKeysAscend(int count) {
        var tree = CountedTree.<Integer>empty();
        for (int i = 0; i < count; i++) {
            tree = tree.put(number(i), i);
        }
        assertThat(tree.size()).isEqualTo(count);
        assertThat(tree.depth()).isLessThanOrEqualTo(2 + (int) (2.5 * Math.log1p(count)));
    }

    @ParameterizedTest(name = "{0} keys")
    @ValueSource(ints = {0, 1, 2, 3, 1_000})
    void isBuiltFromSortedKeysAsFromPuts(int count) {
        var keys = new ArrayList<byte[]>();
        var values = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            keys.add(number(i));
            values.add(i);
        }
        var tree = CountedTree.ofSorted(keys, values);
        assertThat(tree.values()).isEqualTo(values);
        keys.forEach(key -> assertThat(tree.get(key)).isNotNull());
        assertThat(tree.put(number(count), count).size()).isEqualTo(count + 1);
    }

    private static void assertSame(
            CountedTree<Integer> tree, TreeMap<byte[], Integer> expected, KeyRange range) {
        var tail = expected.tailMap(range.start(), true);
        var end = range.end();
        List<Integer> inRange = new ArrayList<>();
        tail.forEach((key, value) -> {
            if (end == null || Arrays.compareUnsigned(key, end) < 0) {
                inRange.add(value);
            }
        });
        var visited = new ArrayList<Integer>();
        tree.visit(range, visited::add);
        assertThat(visited).isEqualTo(inRange);
        assertThat(tree.count(range)).isEqualTo(inRange.size());
        assertThat(tree.size()).isEqualTo(expected.size());
    }

    private static KeyRange randomRange(SplittableRandom random) {
        return KeyRange.of(
                randomKey(random),
                switch (random.nextInt(3)) {
                    case 0 -> new byte[0];
                    case 1 -> new byte[] {0};
                    default -> randomKey(random);
                });
    }

    private static byte[] randomKey(SplittableRandom random) {
        var key = new byte[1 + random.nextInt(2)];
        random.nextBytes(key);
        return key;
    }

    private static byte[] number(int number) {
        return String.format("%08d", number).getBytes(StandardCharsets.US_ASCII);
    }
}
