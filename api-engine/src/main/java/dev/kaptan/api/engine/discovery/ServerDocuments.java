package dev.kaptan.api.engine.discovery;

import dev.kaptan.api.engine.output.Answers;
import dev.kaptan.api.engine.output.OutputFormat;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.request.ApiResponse.Content;
import dev.kaptan.api.engine.request.ApiResponse.Document;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kinds;
import dev.kaptan.api.model.openapi.OpenApiDocuments;
import dev.kaptan.api.model.status.ApiException;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Answers requests for paths that name no resource. */
public final class ServerDocuments {

    private static final List<String> FIXED_PATHS =
            List.of(
                    "/healthz",
                    "/livez",
                    "/metrics",
                    "/openapi/v2",
                    "/openapi/v3",
                    "/readyz",
                    "/version");

    /**
     * The Swagger document's other form, under the name it has now and the one kubectl asks for.
     */
    private static final List<String> PROTOBUF_FORMS =
            List.of(
                    "application/com.github.proto-openapi.spec.v2.v1.0+protobuf",
                    "application/com.github.proto-openapi.spec.v2@v1.0+protobuf");

    private final Kinds kinds;
    private final DiscoveryDocuments discovery;
    private final OpenApiCache openApi;
    private final HealthDocuments health;
    private final String serverAddress;

    /**
     * @param serverAddress host and port that {@code /api} tells clients
     */
    public ServerDocuments(Kinds kinds, Supplier<List<HealthCheck>> checks, String serverAddress) {
        this.kinds = kinds;
        this.discovery = new DiscoveryDocuments(kinds);
        this.openApi = new OpenApiCache(new OpenApiDocuments(kinds, Version.GIT_VERSION));
        this.health = new HealthDocuments(checks);
        this.serverAddress = serverAddress;
    }

    /**
     * @throws ApiException NotFound where nothing is at the path
     */
    public ApiResponse serve(ApiRequest request) {
        List<String> parts =
                Arrays.stream(request.info().path().split("/")).filter(p -> !p.isEmpty()).toList();
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw ApiException.methodNotAllowed();
        }
        return switch (parts.isEmpty() ? "" : parts.getFirst()) {
            case "" -> json(paths());
            case "version" -> only(parts, 1, json(Version.toJson()));
            case "api" -> core(request, parts);
            case "apis" -> named(request, parts);
            case "openapi" -> openApi(request, parts);
            case "healthz", "livez", "readyz" ->
                    health.serve(
                            parts.getFirst(),
                            String.join("/", parts.subList(1, parts.size())),
                            request.query());
            default -> throw ApiException.unknownPath();
        };
    }

    private static ApiResponse only(List<String> parts, int length, ApiResponse response) {
        if (parts.size() != length) {
            throw ApiException.unknownPath();
        }
        return response;
    }

    private ApiResponse core(ApiRequest request, List<String> parts) {
        if (parts.size() == 1) {
            AggregatedForm form = AggregatedForm.accepted(request.accept());
            return form == null
                    ? json(discovery.coreVersions(serverAddress))
                    : aggregated(form, List.of(""));
        }
        requireVersion("", parts.get(1), parts.size() == 2);
        return json(discovery.resources("", parts.get(1)));
    }

    private ApiResponse named(ApiRequest request, List<String> parts) {
        if (parts.size() == 1) {
            AggregatedForm form = AggregatedForm.accepted(request.accept());
            return form == null
                    ? json(discovery.groups())
                    : aggregated(form, discovery.namedGroups());
        }
        String group = parts.get(1);
        if (group.isEmpty() || !kinds.groups().contains(group)) {
            throw ApiException.unknownPath();
        }
        if (parts.size() == 2) {
            return json(discovery.group(group));
        }
        requireVersion(group, parts.get(2), parts.size() == 3);
        return json(discovery.resources(group, parts.get(2)));
    }

    private void requireVersion(String group, String version, boolean wholePath) {
        if (!wholePath || !kinds.versions(group).contains(version)) {
            throw ApiException.unknownPath();
        }
    }

    private ApiResponse aggregated(AggregatedForm form, List<String> groups) {
        byte[] json = Json.bytes(discovery.aggregated(form.version(), groups));
        return new Document(200, form.contentType(), Content.of(json), List.of(), Map.of());
    }

    private ApiResponse openApi(ApiRequest request, List<String> parts) {
        if (parts.size() == 2 && parts.get(1).equals("v2")) {
            return PROTOBUF_FORMS.stream().anyMatch(request.accept()::contains)
                    ? encoded(openApi.v2Protobuf(), PROTOBUF_FORMS.getFirst())
                    : encoded(openApi.v2(), "application/json");
        }
        if (parts.size() < 2 || !parts.get(1).equals("v3")) {
            throw ApiException.unknownPath();
        }
        String path = String.join("/", parts.subList(2, parts.size()));
        return encoded(path.isEmpty() ? openApi.v3Index() : openApi.v3(path), "application/json");
    }

    private static ApiResponse encoded(OpenApiCache.Encoded document, String contentType) {
        return new Document(
                200,
                contentType,
                Content.of(document.bytes()),
                List.of(),
                Map.of("ETag", "\"" + document.hash() + "\""));
    }

    private static Document json(ObjectNode tree) {
        return Answers.tree(200, tree, OutputFormat.JSON, List.of());
    }

    private ObjectNode paths() {
        var paths = new ArrayList<>(List.of("/api", "/apis"));
        for (String group : kinds.groups()) {
            String base = group.isEmpty() ? "/api" : "/apis/" + group;
            if (!group.isEmpty()) {
                paths.add(base);
            }
            kinds.versions(group).forEach(version -> paths.add(base + "/" + version));
        }
        paths.addAll(FIXED_PATHS);
        ObjectNode document = Json.object();
        ArrayNode array = document.putArray("paths");
        paths.stream().sorted().forEach(array::add);
        return document;
    }
}
