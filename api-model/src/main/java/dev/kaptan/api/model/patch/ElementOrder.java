package dev.kaptan.api.model.patch;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * {@code $setElementOrder}: elements that the order names come in that order; the others, which
 * only the server has, keep their place relative to the named ones behind them.
 */
final class ElementOrder {

    private ElementOrder() {}

    static List<JsonNode> sort(
            List<JsonNode> elements, List<JsonNode> order, Function<JsonNode, JsonNode> key) {
        if (order.isEmpty()) {
            return elements;
        }
        var named = new ArrayList<JsonNode>();
        for (JsonNode wanted : order) {
            elements.stream().filter(each -> key.apply(each).equals(wanted)).forEach(named::add);
        }
        return withServerOnly(elements, named);
    }

    /** Puts each element that is not named before the named ones that it stood before. */
    private static List<JsonNode> withServerOnly(List<JsonNode> elements, List<JsonNode> named) {
        var sorted = new ArrayList<JsonNode>();
        int next = 0;
        for (int i = 0; i < elements.size(); i++) {
            JsonNode element = elements.get(i);
            if (identityIndex(named, element) >= 0) {
                continue;
            }
            int before = namedBehind(elements, named, i);
            while (next < before) {
                sorted.add(named.get(next++));
            }
            sorted.add(element);
        }
        sorted.addAll(named.subList(next, named.size()));
        return sorted;
    }

    /**
     * The least position, in the order wanted, of named elements that stood behind {@code index}.
     */
    private static int namedBehind(List<JsonNode> elements, List<JsonNode> named, int index) {
        int least = named.size();
        for (int i = index + 1; i < elements.size(); i++) {
            int position = identityIndex(named, elements.get(i));
            if (position >= 0) {
                least = Math.min(least, position);
            }
        }
        return least;
    }

    private static int identityIndex(List<JsonNode> elements, JsonNode element) {
        for (int i = 0; i < elements.size(); i++) {
            if (isSame(elements.get(i), element)) {
                return i;
            }
        }
        return -1;
    }

    @SuppressWarnings("ReferenceEquality") // Equal elements may stand at several places.
    private static boolean isSame(JsonNode one, JsonNode other) {
        return one == other;
    }
}
