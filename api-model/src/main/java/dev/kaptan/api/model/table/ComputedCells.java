package dev.kaptan.api.model.table;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.node.JsonNodeFactory;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions that declarations of columns name. */
final class ComputedCells {

    private static final Map<String, Cell> GENERAL =
            Map.of(
                    "age",
                    (object, now) ->
                            JsonNodeFactory.instance.stringNode(
                                    Ages.since(
                                            Json.text(object, "metadata", "creationTimestamp"),
                                            now)),
                    "configMapData",
                    Cell.number(map -> map.path("data").size() + map.path("binaryData").size()),
                    "secretData",
                    Cell.number(secret -> secret.path("data").size()),
                    "serviceAccountSecrets",
                    Cell.number(account -> account.path("secrets").size()));

    private static final Map<String, Cell> ALL =
            Stream.of(
                            GENERAL,
                            PodCells.ALL,
                            WorkloadCells.ALL,
                            ServiceCells.ALL,
                            NodeCells.ALL,
                            EventCells.ALL,
                            BindingCells.ALL)
                    .flatMap(cells -> cells.entrySet().stream())
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private ComputedCells() {}

    /**
     * @throws IllegalArgumentException where no function has the name: the declaration is wrong
     */
    static Cell named(String name) {
        Cell cell = ALL.get(name);
        if (cell == null) {
            throw new IllegalArgumentException("no computed column is named " + name);
        }
        return cell;
    }
}
