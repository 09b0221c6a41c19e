package dev.kaptan.state.mvcc;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * An immutable sorted map from byte arrays that knows the size of every subtree, so that a range is
 * counted in O(log n) and a reader holds a consistent view of any revision without a lock.
 *
 * <p>A weight-balanced tree with the parameters (3, 2) that Hirai and Yamamoto proved correct
 * ("Balancing weight-balanced trees", JFP 2011). An update copies the path to the root: about 32
 * bytes a level.
 */
final class CountedTree<V> {

    private static final int DELTA = 3;
    private static final int RATIO = 2;
    private static final KeyRange EVERYTHING = new KeyRange(new byte[0], null);
    private static final CountedTree<?> EMPTY = new CountedTree<>(null);

    private record Node<V>(
            byte[] key, V value, @Nullable Node<V> left, @Nullable Node<V> right, int size) {}

    private final @Nullable Node<V> root;

    private CountedTree(@Nullable Node<V> root) {
        this.root = root;
    }

    @SuppressWarnings("unchecked")
    static <V> CountedTree<V> empty() {
        return (CountedTree<V>) EMPTY;
    }

    /** Builds a balanced tree in O(n); the keys must ascend. */
    static <V> CountedTree<V> ofSorted(List<byte[]> keys, List<V> values) {
        return new CountedTree<>(build(keys, values, 0, keys.size()));
    }

    int size() {
        return size(root);
    }

    /** Keys on the longest way from the root. */
    int depth() {
        return depth(root);
    }

    @Nullable V get(byte[] key) {
        var node = root;
        while (node != null) {
            int order = Arrays.compareUnsigned(key, node.key);
            if (order == 0) {
                return node.value;
            }
            node = order < 0 ? node.left : node.right;
        }
        return null;
    }

    CountedTree<V> put(byte[] key, V value) {
        return new CountedTree<>(put(root, key, value));
    }

    CountedTree<V> remove(byte[] key) {
        var changed = remove(root, key);
        return changed == root ? this : new CountedTree<>(changed);
    }

    int count(KeyRange range) {
        int upper = range.end() == null ? size() : rank(range.end());
        return Math.max(0, upper - rank(range.start()));
    }

    /** All values in key order. */
    List<V> values() {
        var values = new ArrayList<V>(size());
        visit(EVERYTHING, values::add);
        return values;
    }

    /** Visits the values of a range in key order until the visitor answers false. */
    void visit(KeyRange range, Predicate<V> visitor) {
        visit(root, range, visitor);
    }

    /** How many keys are below {@code key}. */
    private int rank(byte[] key) {
        int below = 0;
        var node = root;
        while (node != null) {
            if (Arrays.compareUnsigned(key, node.key) <= 0) {
                node = node.left;
            } else {
                below += size(node.left) + 1;
                node = node.right;
            }
        }
        return below;
    }

    private static <V> boolean visit(@Nullable Node<V> node, KeyRange range, Predicate<V> visitor) {
        if (node == null) {
            return true;
        }
        boolean afterStart = Arrays.compareUnsigned(node.key, range.start()) >= 0;
        boolean beforeEnd =
                range.end() == null || Arrays.compareUnsigned(node.key, range.end()) < 0;
        return (!afterStart || visit(node.left, range, visitor))
                && (!afterStart || !beforeEnd || visitor.test(node.value))
                && (!beforeEnd || visit(node.right, range, visitor));
    }

    private static <V> Node<V> put(@Nullable Node<V> node, byte[] key, V value) {
        if (node == null) {
            return new Node<>(key, value, null, null, 1);
        }
        int order = Arrays.compareUnsigned(key, node.key);
        if (order == 0) {
            return new Node<>(node.key, value, node.left, node.right, node.size);
        }
        return order < 0
                ? balance(node, put(node.left, key, value), node.right)
                : balance(node, node.left, put(node.right, key, value));
    }

    private static <V> @Nullable Node<V> remove(@Nullable Node<V> node, byte[] key) {
        if (node == null) {
            return null;
        }
        int order = Arrays.compareUnsigned(key, node.key);
        if (order == 0) {
            return join(node.left, node.right);
        }
        if (order < 0) {
            var left = remove(node.left, key);
            return left == node.left ? node : balance(node, left, node.right);
        }
        var right = remove(node.right, key);
        return right == node.right ? node : balance(node, node.left, right);
    }

    /** Joins two neighbours whose parent is gone. */
    private static <V> @Nullable Node<V> join(@Nullable Node<V> left, @Nullable Node<V> right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        if (left.size > right.size) {
            var last = left;
            while (last.right != null) {
                last = last.right;
            }
            return balance(last, remove(left, last.key), right);
        }
        var first = right;
        while (first.left != null) {
            first = first.left;
        }
        return balance(first, left, remove(right, first.key));
    }

    private static <V> Node<V> balance(
            Node<V> middle, @Nullable Node<V> left, @Nullable Node<V> right) {
        if (right != null && weight(right) > DELTA * weight(left)) {
            return leanLeft(middle, left, right);
        }
        if (left != null && weight(left) > DELTA * weight(right)) {
            return leanRight(middle, left, right);
        }
        return node(middle, left, right);
    }

    private static <V> Node<V> leanLeft(Node<V> middle, @Nullable Node<V> left, Node<V> right) {
        var inner = right.left;
        if (inner == null || weight(inner) < RATIO * weight(right.right)) {
            return node(right, node(middle, left, inner), right.right);
        }
        return node(inner, node(middle, left, inner.left), node(right, inner.right, right.right));
    }

    private static <V> Node<V> leanRight(Node<V> middle, Node<V> left, @Nullable Node<V> right) {
        var inner = left.right;
        if (inner == null || weight(inner) < RATIO * weight(left.left)) {
            return node(left, left.left, node(middle, inner, right));
        }
        return node(inner, node(left, left.left, inner.left), node(middle, inner.right, right));
    }

    private static <V> Node<V> node(
            Node<V> entry, @Nullable Node<V> left, @Nullable Node<V> right) {
        return new Node<>(entry.key, entry.value, left, right, size(left) + size(right) + 1);
    }

    private static <V> @Nullable Node<V> build(
            List<byte[]> keys, List<V> values, int from, int to) {
        if (from == to) {
            return null;
        }
        int middle = (from + to) >>> 1;
        return new Node<>(
                keys.get(middle),
                values.get(middle),
                build(keys, values, from, middle),
                build(keys, values, middle + 1, to),
                to - from);
    }

    private static int size(@Nullable Node<?> node) {
        return node == null ? 0 : node.size;
    }

    private static int depth(@Nullable Node<?> node) {
        return node == null ? 0 : 1 + Math.max(depth(node.left), depth(node.right));
    }

    private static int weight(@Nullable Node<?> node) {
        return size(node) + 1;
    }
}
