package dev.kaptan.api.model.openapi;

import dev.kaptan.api.model.builtin.Definitions;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.Kinds;
import dev.kaptan.api.model.openapi.Operation.Gvk;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
        ObjectNode document = Json.object().put("swagger", "2.0");
        info(document);
        ObjectNode paths = document.putObject("paths");
        Set<String> roots = new HashSet<>();
        for (Kind kind : kinds.all()) {
            roots.add(kind.definition());
            for (PathItem item : paths(kind)) {
                V2Writer.write(paths, item);
                roots.addAll(referred(item));
            }
        }
        ObjectNode all = document.putObject("definitions");
        DefinitionClosure.of(roots, Definitions::openApi).forEach(all::set);
        security(document.putObject("securityDefinitions"));
        document.putArray("security").addObject().putArray("BearerToken");
        return document;
    }

    /** {@link #v2} as the message {@code openapi.v2.Document} of the gnostic project. */
    public byte[] v2Protobuf() {
        return V2Protobuf.encode(v2());
    }

    /** Paths below {@code /openapi/v3/}, for example {@code api/v1} and {@code apis/apps/v1}. */
    public List<String> v3Paths() {
        var paths = new ArrayList<String>();
        for (String group : kinds.groups()) {
            for (String version : kinds.versions(group)) {
                paths.add(GroupNames.path(group, version).substring(1));
            }
        }
        return paths;
    }

    /**
     * The document of one of {@link #v3Paths}.
     *
     * @throws IllegalArgumentException for another path
     */
    public ObjectNode v3(String path) {
        List<Kind> served =
                kinds.all().stream().filter(kind -> documentOf(kind).equals(path)).toList();
        if (served.isEmpty()) {
            throw new IllegalArgumentException("no kind is served below " + path);
        }
        ObjectNode document = Json.object().put("openapi", "3.0.0");
        info(document);
        ObjectNode paths = document.putObject("paths");
        Set<String> roots = new HashSet<>();
        for (Kind kind : served) {
            roots.add(kind.definition());
            for (PathItem item : paths(kind)) {
                V3Writer.write(paths, item);
                roots.addAll(referred(item));
            }
        }
        ObjectNode components = document.putObject("components");
        ObjectNode schemas = components.putObject("schemas");
        DefinitionClosure.of(roots, Definitions::openApi)
                .forEach((name, each) -> schemas.set(name, V3Schemas.of(name, each)));
        security(components.putObject("securitySchemes"));
        document.putArray("security").addObject().putArray("BearerToken");
        return document;
    }

    private static String documentOf(Kind kind) {
        return GroupNames.path(kind.group(), kind.version()).substring(1);
    }

    private List<PathItem> paths(Kind kind) {
        return kind.plural().isEmpty() ? List.of() : new KindPaths(kind, this::definition).all();
    }

    private String definition(Gvk about) {
        Kind kind = kinds.byKind(about.group(), about.version(), about.kind());
        return kind == null ? "" : kind.definition();
    }

    private static Set<String> referred(PathItem item) {
        Set<String> names = new HashSet<>();
        for (Operation operation : item.operations()) {
            names.add(operation.request());
            names.add(operation.response());
        }
        return names;
    }

    private void info(ObjectNode document) {
        document.putObject("info").put("title", "Kubernetes").put("version", gitVersion);
    }

    private static void security(ObjectNode schemes) {
        schemes.putObject("BearerToken")
                .put("description", "Bearer Token authentication")
                .put("in", "header")
                .put("name", "authorization")
                .put("type", "apiKey");
    }
}
