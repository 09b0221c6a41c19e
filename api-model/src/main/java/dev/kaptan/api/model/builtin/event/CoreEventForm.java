package dev.kaptan.api.model.builtin.event;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.StoredForm;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.stream.Collectors;

/** The two shapes of an event: the same facts under other names. */
record CoreEventForm() implements StoredForm {

    private static final Map<String, String> CORE_OF_EVENTS =
            Map.of(
                    "regarding", "involvedObject",
                    "note", "message",
                    "reportingController", "reportingComponent",
                    "deprecatedSource", "source",
                    "deprecatedFirstTimestamp", "firstTimestamp",
                    "deprecatedLastTimestamp", "lastTimestamp",
                    "deprecatedCount", "count");

    private static final Map<String, String> EVENTS_OF_CORE =
            CORE_OF_EVENTS.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    @Override
    public String group() {
        return "";
    }

    @Override
    public String version() {
        return "v1";
    }

    @Override
    public ObjectNode fromStored(ObjectNode stored) {
        return renamed(stored, EVENTS_OF_CORE, "events.k8s.io/v1");
    }

    @Override
    public ObjectNode toStored(ObjectNode served) {
        return renamed(served, CORE_OF_EVENTS, "v1");
    }

    private static ObjectNode renamed(
            ObjectNode event, Map<String, String> names, String apiVersion) {
        ObjectNode other = Json.object();
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            other.set(
                    names.getOrDefault(field.getKey(), field.getKey()),
                    field.getValue().deepCopy());
        }
        return other.put("apiVersion", apiVersion);
    }
}
