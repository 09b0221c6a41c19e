package dev.kaptan.api.engine.cache;

import org.jspecify.annotations.Nullable;

import java.util.function.Predicate;

/**
 * An immutable map sorted by key: a change costs O(log n) and leaves the old map as it was, so that
 * every revision's state can be kept. A weight-balanced tree with the parameters 3 and 2 (Hirai and
 * Yamamoto, "Balancing weight-balanced trees", 2011).
 */
final class SortedTree<V> {

    private record Node<V>(
            String key, V value, @Nullable Node<V> left, @Nullable Node<V> right, int size) {}

    private static final int DELTA = 3;
    private static final int RATIO = 2;
    private static final SortedTree<?> EMPTY = new SortedTree<>(null);

    private final @Nullable Node<V> root;

    private SortedTree(@Nullable Node<V> root) {
        this.root = root;
    }

    @SuppressWarnings("unchecked")
    static <V> SortedTree<V> empty() {
        return (SortedTree<V>) EMPTY;
    }

    int size() {
        return size(root);
    }

    /** The length of the longest way down. */
    int height() {
        return height(root);
    }

    private static int height(@Nullable Node<?> node) {
        return node == null ? 0 : 1 + Math.max(height(node.left), height(node.right));
    }

    @Nullable V get(String key) {
        Node<V> node = root;
        while (node != null) {
            int order = key.compareTo(node.key);
            if (order == 0) {
                return node.value;
            }
            node = order < 0 ? node.left : node.right;
        }
        return null;
    }

    SortedTree<V> with(String key, V value) {
        return new SortedTree<>(insert(root, key, value));
    }

    SortedTree<V> without(String key) {
        return new SortedTree<>(remove(root, key));
    }

    /** How many keys are smaller. */
    int rank(String key) {
        int rank = 0;
        Node<V> node = root;
        while (node != null) {
            if (key.compareTo(node.key) <= 0) {
                node = node.left;
            } else {
                rank += size(node.left) + 1;
                node = node.right;
            }
        }
        return rank;
    }

    /**
     * Visits values in key order until the visitor answers false.
     *
     * @param from inclusive
     * @param to exclusive
     */
    void visit(String from, String to, Predicate<V> visitor) {
        visit(root, from, to, visitor);
    }

    private static <V> boolean visit(
            @Nullable Node<V> node, String from, String to, Predicate<V> visitor) {
        if (node == null) {
            return true;
        }
        boolean afterFrom = node.key.compareTo(from) >= 0;
        boolean beforeTo = node.key.compareTo(to) < 0;
        if (afterFrom && !visit(node.left, from, to, visitor)) {
            return false;
        }
        if (afterFrom && beforeTo && !visitor.test(node.value)) {
            return false;
        }
        return !beforeTo || visit(node.right, from, to, visitor);
    }

    private static int size(@Nullable Node<?> node) {
        return node == null ? 0 : node.size;
    }

    private static <V> Node<V> node(
            String key, V value, @Nullable Node<V> left, @Nullable Node<V> right) {
        return new Node<>(key, value, left, right, size(left) + size(right) + 1);
    }

    private static <V> Node<V> insert(@Nullable Node<V> node, String key, V value) {
        if (node == null) {
            return node(key, value, null, null);
        }
        int order = key.compareTo(node.key);
        if (order == 0) {
            return node(key, value, node.left, node.right);
        }
        return order < 0
                ? balanced(node.key, node.value, insert(node.left, key, value), node.right)
                : balanced(node.key, node.value, node.left, insert(node.right, key, value));
    }

    private static <V> @Nullable Node<V> remove(@Nullable Node<V> node, String key) {
        if (node == null) {
            return null;
        }
        int order = key.compareTo(node.key);
        if (order == 0) {
            return joined(node.left, node.right);
        }
        return order < 0
                ? balanced(node.key, node.value, remove(node.left, key), node.right)
                : balanced(node.key, node.value, node.left, remove(node.right, key));
    }

    /** Two neighbouring trees as one. */
    private static <V> @Nullable Node<V> joined(@Nullable Node<V> left, @Nullable Node<V> right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        Node<V> next = first(right);
        return balanced(next.key, next.value, left, remove(right, next.key));
    }

    private static <V> Node<V> first(Node<V> node) {
        Node<V> first = node;
        while (first.left != null) {
            first = first.left;
        }
        return first;
    }

    private static <V> Node<V> balanced(
            String key, V value, @Nullable Node<V> left, @Nullable Node<V> right) {
        if (right != null && tooHeavy(right, left)) {
            return size(right.left) + 1 < RATIO * (size(right.right) + 1) || right.left == null
                    ? node(right.key, right.value, node(key, value, left, right.left), right.right)
                    : doubleLeft(key, value, left, right, right.left);
        }
        if (left != null && tooHeavy(left, right)) {
            return size(left.right) + 1 < RATIO * (size(left.left) + 1) || left.right == null
                    ? node(left.key, left.value, left.left, node(key, value, left.right, right))
                    : doubleRight(key, value, left, right, left.right);
        }
        return node(key, value, left, right);
    }

    private static boolean tooHeavy(Node<?> heavy, @Nullable Node<?> light) {
        return heavy.size + 1 > DELTA * (size(light) + 1);
    }

    private static <V> Node<V> doubleLeft(
            String key, V value, @Nullable Node<V> left, Node<V> right, Node<V> middle) {
        return node(
                middle.key,
                middle.value,
                node(key, value, left, middle.left),
                node(right.key, right.value, middle.right, right.right));
    }

    private static <V> Node<V> doubleRight(
            String key, V value, Node<V> left, @Nullable Node<V> right, Node<V> middle) {
        return node(
                middle.key,
                middle.value,
                node(left.key, left.value, left.left, middle.left),
                node(key, value, middle.right, right));
    }
}
