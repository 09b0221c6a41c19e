package dev.kaptan.api.model.builtin.cluster;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.kind.Lifecycle;
import dev.kaptan.api.model.names.NameRules;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Namespaces, whose finalizers are in the spec and change by the finalize subresource only. */
public final class NamespaceStrategy implements KindStrategy {

    private static final String NAME_LABEL = "kubernetes.io/metadata.name";
    private static final String FINALIZER = "kubernetes";

    /** Every namespace carries its name as a label, so that selectors can name it. */
    @Override
    public void applyDefaults(ObjectNode namespace) {
        String name = Json.text(namespace, "metadata", "name");
        if (!name.isEmpty()) {
            Json.ensureObject(namespace, "metadata", "labels").put(NAME_LABEL, name);
        }
    }

    @Override
    public void prepareForCreate(ObjectNode namespace) {
        namespace.putObject("status").put("phase", "Active");
        ObjectNode spec = Json.ensureObject(namespace, "spec");
        ArrayNode finalizers =
                spec.get("finalizers") instanceof ArrayNode given
                        ? given
                        : spec.putArray("finalizers");
        boolean present =
                finalizers.valueStream().map(JsonNode::asString).anyMatch(FINALIZER::equals);
        if (!present) {
            finalizers.add(FINALIZER);
        }
    }

    @Override
    public void prepareForUpdate(ObjectNode namespace, ObjectNode old) {
        Lifecycle.keep(namespace, old, "spec");
        Lifecycle.keep(namespace, old, "status");
    }

    @Override
    public void prepareForStatusUpdate(ObjectNode namespace, ObjectNode old) {
        Lifecycle.keep(namespace, old, "spec");
    }

    @Override
    public List<String> nameObjections(String name) {
        return NameRules.dnsLabel(name);
    }
}
