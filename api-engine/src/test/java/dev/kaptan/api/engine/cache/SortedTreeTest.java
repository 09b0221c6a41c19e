package dev.kaptan.api.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.TreeMap;

class SortedTreeTest {

    private static String key(SplittableRandom random) {
        return "k" + random.nextInt(300);
    }

    private static ArrayList<Integer> values(SortedTree<Integer> tree, String from, String to) {
        var values = new ArrayList<Integer>();
        tree.visit(from, to, values::add);
        return values;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void behavesAsATreeMapWhoseOldStatesStay(long seed) {
        var random = new SplittableRandom(seed);
        var model = new TreeMap<String, Integer>();
        SortedTree<Integer> tree = SortedTree.empty();
        var oldModel = new TreeMap<String, Integer>();
        SortedTree<Integer> oldTree = tree;
        for (int step = 0; step < 3000; step++) {
            String key = key(random);
            if (random.nextInt(5) < 3) {
                model.put(key, step);
                tree = tree.with(key, step);
            } else {
                model.remove(key);
                tree = tree.without(key);
            }
            if (step == 1500) {
                oldModel = new TreeMap<>(model);
                oldTree = tree;
            }
            String from = key(random);
            String to = key(random);
            assertThat(tree.size()).isEqualTo(model.size());
            assertThat(tree.get(from)).isEqualTo(model.get(from));
            assertThat(tree.rank(from)).isEqualTo(model.headMap(from).size());
            if (from.compareTo(to) < 0) {
                assertThat(values(tree, from, to))
                        .containsExactlyElementsOf(model.subMap(from, to).values());
            }
        }
        assertThat(values(oldTree, "", "z")).containsExactlyElementsOf(oldModel.values());
    }

    @ParameterizedTest(name = "{0} keys in order")
    @ValueSource(ints = {10_000})
    void staysBalancedWhenKeysComeInOrder(int count) {
        SortedTree<Integer> tree = SortedTree.empty();
        for (int i = 0; i < count; i++) {
            tree = tree.with("%08d".formatted(i), i);
        }
        assertThat(tree.height()).isLessThan(40);
        assertThat(values(tree, "", "z")).hasSize(count).isSorted();
    }
}
