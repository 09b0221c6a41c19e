package dev.kaptan.api.engine.subresource;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.request.ApiResponse.NodeStream;
import dev.kaptan.api.engine.request.QueryParameters;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Resources;
import dev.kaptan.api.engine.resource.Stored;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.status.ApiException;

import tools.jackson.databind.node.ObjectNode;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the streams of Pods are: the kubelet's paths on the Pod's node, as upstream's {@code
 * LogLocation}, {@code ExecLocation}, {@code AttachLocation} and {@code PortForwardLocation} make
 * them.
 */
public final class PodStreams {

    /** Query parameters of {@code pods/log} that the kubelet's {@code containerLogs} takes. */
    private static final List<String> LOG_PARAMETERS =
            List.of(
                    "follow",
                    "previous",
                    "timestamps",
                    "sinceSeconds",
                    "sinceTime",
                    "tailLines",
                    "limitBytes",
                    "stream");

    private final Resources resources;

    public PodStreams(Resources resources) {
        this.resources = resources;
    }

    public ApiResponse log(Resource pods, ApiRequest request) {
        ObjectNode pod = pod(pods, request);
        QueryParameters query = request.query();
        requireLogOptions(query);
        String container = PodContainers.choose(pod, query.first("container"));
        if (Json.text(pod, "spec", "nodeName").isEmpty()) {
            return new ApiResponse.Document(
                    200,
                    "text/plain",
                    ApiResponse.Content.of(new byte[0]),
                    List.of(),
                    java.util.Map.of());
        }
        var parameters = new ArrayList<String>();
        for (String name : LOG_PARAMETERS) {
            if (!query.first(name).isEmpty()) {
                parameters.add(name + "=" + encoded(query.first(name)));
            }
        }
        return onNode(pod, path("containerLogs", pod, container), parameters, false);
    }

    private static void requireLogOptions(QueryParameters query) {
        if (!query.first("sinceSeconds").isEmpty() && !query.first("sinceTime").isEmpty()) {
            throw ApiException.badRequest(
                    "at most one of `sinceTime` or `sinceSeconds` may be specified");
        }
        for (String name : List.of("tailLines", "limitBytes", "sinceSeconds")) {
            String text = query.first(name);
            if (!text.isEmpty() && !text.matches("\\d+")) {
                throw ApiException.badRequest(
                        "%s: Invalid value: \"%s\": must be greater than or equal to 0"
                                .formatted(name, text));
            }
        }
    }

    public ApiResponse exec(Resource pods, ApiRequest request) {
        ObjectNode pod = pod(pods, request);
        QueryParameters query = request.query();
        if (query.all("command").isEmpty()) {
            throw ApiException.badRequest("you must specify at least 1 command");
        }
        var parameters = streams(query);
        query.all("command").forEach(word -> parameters.add("command=" + encoded(word)));
        return stream("exec", pod, query, parameters);
    }

    public ApiResponse attach(Resource pods, ApiRequest request) {
        ObjectNode pod = pod(pods, request);
        return stream("attach", pod, request.query(), streams(request.query()));
    }

    public ApiResponse portForward(Resource pods, ApiRequest request) {
        ObjectNode pod = pod(pods, request);
        requireNode(pod);
        var parameters = new ArrayList<String>();
        request.query().all("ports").forEach(port -> parameters.add("ports=" + encoded(port)));
        String path =
                "/portForward/"
                        + Json.text(pod, "metadata", "namespace")
                        + "/"
                        + Json.text(pod, "metadata", "name");
        return onNode(pod, path, parameters, true);
    }

    private ApiResponse stream(
            String verb, ObjectNode pod, QueryParameters query, List<String> parameters) {
        if (parameters.stream()
                .noneMatch(
                        parameter -> parameter.endsWith("put=1") || parameter.equals("error=1"))) {
            throw ApiException.badRequest("you must specify at least one of stdin, stdout, stderr");
        }
        String container = PodContainers.choose(pod, query.first("container"));
        requireNode(pod);
        PodContainers.requireNotCompleted(pod);
        return onNode(pod, path(verb, pod, container), parameters, true);
    }

    private static List<String> streams(QueryParameters query) {
        var parameters = new ArrayList<String>();
        if (query.flag("stdin")) {
            parameters.add("input=1");
        }
        if (query.flag("stdout")) {
            parameters.add("output=1");
        }
        if (query.flag("stderr")) {
            parameters.add("error=1");
        }
        if (query.flag("tty")) {
            parameters.add("tty=1");
        }
        return parameters;
    }

    private static ObjectNode pod(Resource pods, ApiRequest request) {
        var info = request.info();
        Stored stored = pods.read(pods.key(info.namespace(), info.name()));
        if (stored == null) {
            throw ApiException.notFound("", "pods", info.name());
        }
        return stored.object();
    }

    private static void requireNode(ObjectNode pod) {
        if (Json.text(pod, "spec", "nodeName").isEmpty()) {
            throw ApiException.badRequest(
                    "pod %s does not have a host assigned"
                            .formatted(Json.text(pod, "metadata", "name")));
        }
    }

    private static String path(String verb, ObjectNode pod, String container) {
        return "/%s/%s/%s/%s"
                .formatted(
                        verb,
                        Json.text(pod, "metadata", "namespace"),
                        Json.text(pod, "metadata", "name"),
                        container);
    }

    private NodeStream onNode(
            ObjectNode pod, String path, List<String> parameters, boolean upgrade) {
        NodeAddress node = NodeAddress.of(resources, Json.text(pod, "spec", "nodeName"));
        String query = parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
        return new NodeStream(node.host(), node.port(), node.name(), path + query, upgrade);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
