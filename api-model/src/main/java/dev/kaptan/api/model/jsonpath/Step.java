package dev.kaptan.api.model.jsonpath;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.stream.Stream;

/** One step from a value to values within it. */
sealed interface Step {

    Stream<JsonNode> of(JsonNode node);

    record Field(String name) implements Step {
        @Override
        public Stream<JsonNode> of(JsonNode node) {
            JsonNode value = node.get(name);
            return value == null || value.isNull() ? Stream.empty() : Stream.of(value);
        }
    }

    record Index(int index) implements Step {
        @Override
        public Stream<JsonNode> of(JsonNode node) {
            JsonNode value =
                    node.isArray() ? node.get(index < 0 ? node.size() + index : index) : null;
            return value == null ? Stream.empty() : Stream.of(value);
        }
    }

    /** All elements of an array or values of an object. */
    record All() implements Step {
        @Override
        public Stream<JsonNode> of(JsonNode node) {
            return node.valueStream();
        }
    }

    /** The node and everything within it. */
    record Descendants() implements Step {
        @Override
        public Stream<JsonNode> of(JsonNode node) {
            return Stream.concat(Stream.of(node), node.valueStream().flatMap(this::of));
        }
    }

    /** Elements for which a comparison holds; without an operator, those that have the path. */
    record Filter(List<Step> path, String operator, @Nullable JsonNode expected) implements Step {
        @Override
        public Stream<JsonNode> of(JsonNode node) {
            return node.valueStream().filter(this::holds);
        }

        private boolean holds(JsonNode element) {
            List<JsonNode> found = List.of(element);
            for (Step step : path) {
                found = found.stream().flatMap(step::of).toList();
            }
            return found.stream().anyMatch(this::compares);
        }

        private boolean compares(JsonNode value) {
            if (expected == null) {
                return true;
            }
            int order = order(value, expected);
            return switch (operator) {
                case "==" -> order == 0;
                case "!=" -> order != 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        }

        private static int order(JsonNode value, JsonNode expected) {
            return value.isNumber() && expected.isNumber()
                    ? value.decimalValue().compareTo(expected.decimalValue())
                    : value.asString("").compareTo(expected.asString(""));
        }
    }
}
