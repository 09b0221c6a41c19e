package dev.kaptan.api.engine.output;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kaptan.api.engine.cache.CachedObject;
import dev.kaptan.api.engine.cache.EventForm;
import dev.kaptan.api.engine.cache.EventType;
import dev.kaptan.api.engine.output.OutputFormat.View;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.status.Status;

import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.util.List;

/** Watch events of one kind in one format. Forms of one kind are equal where the format is. */
public final class WatchForm implements EventForm {

    private static final String INITIAL_EVENTS_END = "k8s.io/initial-events-end";

    private final Kind kind;
    private final OutputFormat format;
    private final Clock clock;

    public WatchForm(Kind kind, OutputFormat format, Clock clock) {
        this.kind = kind;
        this.format = format;
        this.clock = clock;
    }

    @Override
    public byte[] frame(EventType type, CachedObject object) {
        return frame(type.name(), json(object));
    }

    private byte[] json(CachedObject object) {
        return switch (format.view()) {
            case OBJECT -> object.json();
            case METADATA -> Json.bytes(ObjectView.partialMetadata(object.tree()));
            case TABLE -> Json.bytes(table(object.revision(), List.of(object.tree())));
        };
    }

    private ObjectNode table(long revision, List<ObjectNode> objects) {
        ObjectNode metadata = Json.object().put("resourceVersion", Long.toString(revision));
        return ObjectView.table(kind, metadata, objects, format.include(), clock);
    }

    private static byte[] frame(String type, byte[] object) {
        byte[] head = ("{\"type\":\"" + type + "\",\"object\":").getBytes(US_ASCII);
        byte[] frame = new byte[head.length + object.length + 1];
        System.arraycopy(head, 0, frame, 0, head.length);
        System.arraycopy(object, 0, frame, head.length, object.length);
        frame[frame.length - 1] = '}';
        return frame;
    }

    @Override
    public byte[] bookmark(long revision, boolean initialEventsEnd) {
        if (format.view() == View.TABLE) {
            return frame("BOOKMARK", Json.bytes(table(revision, List.of())));
        }
        ObjectNode object = Json.object();
        object.put("kind", kind.kind()).put("apiVersion", kind.apiVersion());
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("resourceVersion", Long.toString(revision)).putNull("creationTimestamp");
        if (initialEventsEnd) {
            metadata.putObject("annotations").put(INITIAL_EVENTS_END, "true");
        }
        boolean partial = format.view() == View.METADATA;
        return frame("BOOKMARK", Json.bytes(partial ? ObjectView.partialMetadata(object) : object));
    }

    @Override
    public byte[] error(Status status) {
        return frame("ERROR", Json.bytes(status.toJson()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WatchForm form && form.format.equals(format);
    }

    @Override
    public int hashCode() {
        return format.hashCode();
    }
}
