package dev.kaptan.api.model.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds fields that occur twice in one object by one pass over the tokens. */
final class DuplicateFields {

    private static final class Frame {
        final String path;
        final boolean array;
        final Set<String> names = new HashSet<>();
        int index = -1;
        String field = "";

        Frame(String path, boolean array) {
            this.path = path;
            this.array = array;
        }

        String child() {
            if (array) {
                return path + "[" + index + "]";
            }
            return path.isEmpty() ? field : path + "." + field;
        }
    }

    private final Deque<Frame> frames = new ArrayDeque<>();
    private final List<String> found = new ArrayList<>();

    private DuplicateFields() {}

    static List<String> of(JsonParser parser) {
        var scan = new DuplicateFields();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            scan.accept(token, parser);
        }
        return scan.found;
    }

    private void accept(JsonToken token, JsonParser parser) {
        switch (token) {
            case PROPERTY_NAME -> field(parser.currentName());
            case START_OBJECT, START_ARRAY -> open(token == JsonToken.START_ARRAY);
            case END_OBJECT, END_ARRAY -> frames.pop();
            default -> element();
        }
    }

    private void field(String name) {
        Frame frame = frames.element();
        frame.field = name;
        if (!frame.names.add(name)) {
            found.add(frame.child());
        }
    }

    private void open(boolean array) {
        element();
        Frame parent = frames.peek();
        frames.push(new Frame(parent == null ? "" : parent.child(), array));
    }

    private void element() {
        Frame frame = frames.peek();
        if (frame != null && frame.array) {
            frame.index++;
        }
    }
}
