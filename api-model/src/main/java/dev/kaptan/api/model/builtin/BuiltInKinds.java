package dev.kaptan.api.model.builtin;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kinds;

/** The kinds that every cluster has. */
public final class BuiltInKinds {

    private BuiltInKinds() {}

    /** All of them; cheap after the first call, schemas are read on first use. */
    public static Kinds kinds() {
        return Index.KINDS;
    }

    /** Read once, when it is first asked for. */
    private static final class Index {
        static final Kinds KINDS =
                new Kinds(
                        Json.parse(Definitions.resource("kinds.json"))
                                .valueStream()
                                .map(KindReader::read)
                                .toList());
    }
}
