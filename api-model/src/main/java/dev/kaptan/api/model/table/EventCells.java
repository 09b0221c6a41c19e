package dev.kaptan.api.model.table;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Cells of events, of core's shape and of that of events.k8s.io. */
final class EventCells {

    static final Map<String, Cell> ALL =
            Map.of(
                    "eventLastSeen",
                    (event, now) -> text(lastSeen(event, now)),
                    "eventFirstSeen",
                    (event, now) -> text(firstSeen(event, now)),
                    "eventObject",
                    Cell.text(EventCells::object),
                    "eventSubobject",
                    Cell.text(event -> about(event).path("fieldPath").asString("")),
                    "eventSource",
                    Cell.text(EventCells::source),
                    "eventMessage",
                    Cell.text(event -> either(event, "message", "note").asString("").strip()),
                    "eventCount",
                    Cell.number(EventCells::count));

    private EventCells() {}

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }

    private static JsonNode either(ObjectNode event, String core, String events) {
        return event.has(core) ? event.path(core) : event.path(events);
    }

    private static JsonNode about(ObjectNode event) {
        return either(event, "involvedObject", "regarding");
    }

    private static String firstSeen(ObjectNode event, Instant now) {
        String first = either(event, "firstTimestamp", "deprecatedFirstTimestamp").asString("");
        return Ages.since(Cell.or(first, event.path("eventTime").asString("")), now);
    }

    private static String lastSeen(ObjectNode event, Instant now) {
        JsonNode series = event.path("series");
        if (series.isObject()) {
            return Ages.since(series.path("lastObservedTime").asString(""), now);
        }
        String last = either(event, "lastTimestamp", "deprecatedLastTimestamp").asString("");
        return last.isEmpty() ? firstSeen(event, now) : Ages.since(last, now);
    }

    private static String object(ObjectNode event) {
        String kind = about(event).path("kind").asString("").toLowerCase(Locale.ROOT);
        String name = about(event).path("name").asString("");
        return name.isEmpty() ? kind : kind + "/" + name;
    }

    private static String source(ObjectNode event) {
        JsonNode source = either(event, "source", "deprecatedSource");
        String component =
                Cell.or(
                        source.path("component").asString(""),
                        either(event, "reportingComponent", "reportingController").asString(""));
        String instance =
                Cell.or(source.path("host").asString(""), Json.text(event, "reportingInstance"));
        return instance.isEmpty() ? component : component + ", " + instance;
    }

    private static long count(ObjectNode event) {
        JsonNode series = event.path("series");
        return series.isObject()
                ? series.path("count").asLong(0)
                : Math.max(1, either(event, "count", "deprecatedCount").asLong(0));
    }
}
