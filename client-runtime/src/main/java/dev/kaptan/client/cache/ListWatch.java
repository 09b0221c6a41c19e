package dev.kaptan.client.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The two requests of an informer, over the client's own connection and credentials. */
final class ListWatch<T extends HasMetadata> {
    private static final int PAGE = 1000;
    private static final long HEADERS_WITHIN_SECONDS = 30;

    private final KubernetesClient client;
    private final Resource<T> resource;

    ListWatch(KubernetesClient client, Resource<T> resource) {
        this.client = client;
        this.resource = resource;
    }

    /** A whole list with the version that a watch goes on from. */
    record Listed<T>(String resourceVersion, List<T> items) {}

    Listed<T> list() throws IOException, InterruptedException {
        List<T> items = new ArrayList<>();
        String next = null;
        while (true) {
            var page = page(next);
            items.addAll(page.items());
            next = page.next();
            if (next == null) {
                return new Listed<>(page.resourceVersion(), items);
            }
        }
    }

    private ListReader.Page<T> page(@Nullable String next)
            throws IOException, InterruptedException {
        var query = "limit=" + PAGE + (next == null ? "" : "&continue=" + encode(next));
        try (var body = get(query, resource.acceptList())) {
            return ListReader.read(body, resource.type());
        }
    }

    /** Opens a stream of watch events; the server ends it after the given time. */
    InputStream watch(String resourceVersion, int timeoutSeconds)
            throws IOException, InterruptedException {
        var query =
                "watch=true&allowWatchBookmarks=true&timeoutSeconds="
                        + timeoutSeconds
                        + "&resourceVersion="
                        + encode(resourceVersion);
        return get(query, resource.acceptWatch());
    }

    private InputStream get(String query, String accept) throws IOException, InterruptedException {
        var http = client.getHttpClient();
        var request =
                http.newHttpRequestBuilder()
                        .uri(uri(query))
                        .setHeader("Accept", accept)
                        .forStreaming()
                        .build();
        var pending = http.sendAsync(request, InputStream.class);
        try {
            return success(pending.get(HEADERS_WITHIN_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException failed) {
            throw new IOException(reason(failed), failed);
        } catch (TimeoutException late) {
            pending.cancel(true);
            throw new IOException("no answer within " + HEADERS_WITHIN_SECONDS + " s", late);
        }
    }

    private static InputStream success(HttpResponse<InputStream> response) throws IOException {
        if (response.isSuccessful()) {
            return response.body();
        }
        try (var body = response.body()) {
            var text = new String(body.readNBytes(2048), StandardCharsets.UTF_8);
            throw new ApiFailure(response.code(), text);
        }
    }

    private static String reason(ExecutionException failed) {
        var cause = failed.getCause() == null ? failed : failed.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private String uri(String query) {
        var selector = resource.fieldSelector();
        return client.getMasterUrl().toString().replaceAll("/+$", "")
                + resource.path()
                + "?"
                + query
                + (selector == null ? "" : "&fieldSelector=" + encode(selector));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
