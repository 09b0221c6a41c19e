package dev.kaptan.api.model.table;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.stream.Collectors;

/** Cells of role bindings. */
final class BindingCells {

    static final Map<String, Cell> ALL =
            Map.of(
                    "bindingRole",
                    Cell.text(binding ->
                            Json.text(binding, "roleRef", "kind")
                                    + "/"
                                    + Json.text(binding, "roleRef", "name")),
                    "bindingUsers",
                    Cell.text(binding -> subjects(binding, "User")),
                    "bindingGroups",
                    Cell.text(binding -> subjects(binding, "Group")),
                    "bindingServiceAccounts",
                    Cell.text(binding -> subjects(binding, "ServiceAccount")));

    private BindingCells() {}

    private static String subjects(ObjectNode binding, String kind) {
        return Json.objectsAt(binding, "subjects").stream()
                .filter(subject -> subject.path("kind").asString("").equals(kind))
                .map(BindingCells::name)
                .collect(Collectors.joining(", "));
    }

    private static String name(ObjectNode subject) {
        String namespace = subject.path("namespace").asString("");
        String name = subject.path("name").asString("");
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
