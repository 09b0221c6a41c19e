package dev.kaptan.api.model.openapi;

import dev.kaptan.api.model.kind.Kinds;

import tools.jackson.databind.node.ObjectNode;

/** Documents under {@code /openapi} for a set of kinds. They are built on each call: cache them. */
public final class OpenApiDocuments {

    private final Kinds kinds;
    private final String gitVersion;

    /**
     * @param gitVersion shown as the documents' version, for example {@code v1.36.0}
     */
    public OpenApiDocuments(Kinds kinds, String gitVersion) {
        this.kinds = kinds;
        this.gitVersion = gitVersion;
    }

    /** {@code /openapi/v2}: everything in one document. */
    public ObjectNode v2() {
        throw new UnsupportedOperationException(
                "no OpenAPI v2 of " + kinds.all().size() + " kinds yet, " + gitVersion);
    }

    /** Paths below {@code /openapi/v3/}, for example {@code api/v1} and {@code apis/apps/v1}. */
    public java.util.List<String> v3Paths() {
        throw new UnsupportedOperationException("no OpenAPI v3 yet");
    }

    /** The document of one of {@link #v3Paths}. */
    public ObjectNode v3(String path) {
        throw new UnsupportedOperationException("no OpenAPI v3 of " + path + " yet");
    }
}
