package dev.kaptan.api.engine.request;

import java.util.List;
import java.util.Map;

/** Decoded query parameters of a request, in the order they came. */
public record QueryParameters(Map<String, List<String>> values) {

    public static final QueryParameters NONE = new QueryParameters(Map.of());

    public QueryParameters {
        values = Map.copyOf(values);
    }

    /** The first value of a parameter, empty where it is absent. */
    public String first(String name) {
        var all = values.getOrDefault(name, List.of());
        return all.isEmpty() ? "" : all.getFirst();
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /**
     * Go's {@code strconv.ParseBool} as the API server applies it: absent, "0" and "false" are
     * false.
     */
    public boolean flag(String name) {
        if (!values.containsKey(name)) {
            return false;
        }
        return switch (first(name)) {
            case "0", "false", "False", "FALSE", "f", "F" -> false;
            default -> true;
        };
    }
}
