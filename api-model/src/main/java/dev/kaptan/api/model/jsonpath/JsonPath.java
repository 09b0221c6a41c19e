package dev.kaptan.api.model.jsonpath;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The JSONPath of printer columns: {@code .spec.replicas}, {@code .items[0]}, {@code [*]}, {@code
 * ['a.b']}, negative indices, {@code ..name} and filters such as {@code
 * [?(@.type=="Ready")].status}.
 */
public final class JsonPath {

    private final List<Step> steps;

    private JsonPath(List<Step> steps) {
        this.steps = steps;
    }

    /**
     * @throws IllegalArgumentException where the path is malformed; says where
     */
    public static JsonPath compile(String path) {
        return new JsonPath(new JsonPathParser(path).parse());
    }

    /** All values that the path finds, in document order. */
    public List<JsonNode> find(JsonNode tree) {
        List<JsonNode> found = List.of(tree);
        for (Step step : steps) {
            found = found.stream().flatMap(step::of).toList();
        }
        return found;
    }

    /** What is found as kubectl prints it: scalars as text, others as JSON, joined by commas. */
    public String print(JsonNode tree) {
        return find(tree).stream()
                .map(node -> node.isContainer() ? node.toString() : node.asString(""))
                .collect(Collectors.joining(","));
    }
}
