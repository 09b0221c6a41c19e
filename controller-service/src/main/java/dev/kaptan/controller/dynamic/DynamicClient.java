package dev.kaptan.controller.dynamic;

import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.PartialObjectMetadataList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;

import org.jspecify.annotations.Nullable;

import java.net.HttpURLConnection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Objects of any kind by path. What the server refuses becomes a {@link KubernetesClientException}.
 */
public final class DynamicClient {
    private static final String ONE =
            "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
    private static final String LIST =
            "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
    private static final long ANSWER_WITHIN_SECONDS = 30;

    private final KubernetesClient client;

    public DynamicClient(KubernetesClient client) {
        this.client = client;
    }

    /** The metadata of an object, or null when it is not there. */
    public @Nullable PartialObjectMetadata get(String path) throws InterruptedException {
        var response = send(request(path, ONE));
        if (response.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            return null;
        }
        return read(response, PartialObjectMetadata.class);
    }

    /** The metadata of all objects of a list. */
    public List<PartialObjectMetadata> list(String path) throws InterruptedException {
        return read(send(request(path, LIST)), PartialObjectMetadataList.class).getItems();
    }

    /** Any document, such as one of discovery. */
    <T> T read(String path, String accept, Class<T> type) throws InterruptedException {
        return read(send(request(path, accept)), type);
    }

    /** Deletes an object or a whole list; what is not there is deleted already. */
    public void delete(String path, String options) throws InterruptedException {
        var request = http().uri(url(path)).delete("application/json", options);
        var response = send(request.timeout(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS).build());
        if (response.code() != HttpURLConnection.HTTP_NOT_FOUND) {
            check(response);
        }
    }

    /** Merge-patches an object; false when it is not there. */
    public boolean mergePatch(String path, String patch) throws InterruptedException {
        var request = http().uri(url(path)).patch("application/merge-patch+json", patch);
        var response = send(request.timeout(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS).build());
        if (response.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            return false;
        }
        check(response);
        return true;
    }

    /** Replaces an object, or a subresource; one that is not there needs no replacing. */
    public void put(String path, String body) throws InterruptedException {
        var request = http().uri(url(path)).put("application/json", body);
        var response = send(request.timeout(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS).build());
        if (response.code() != HttpURLConnection.HTTP_NOT_FOUND) {
            check(response);
        }
    }

    /** Writes a value as JSON, as the client writes its models. */
    public String json(Object value) {
        return client.getKubernetesSerialization().asJson(value);
    }

    private HttpRequest request(String path, String accept) {
        return http().uri(url(path))
                .setHeader("Accept", accept)
                .timeout(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS)
                .build();
    }

    private HttpRequest.Builder http() {
        return client.getHttpClient().newHttpRequestBuilder();
    }

    private String url(String path) {
        return client.getMasterUrl().toString().replaceAll("/+$", "") + path;
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        try {
            return client.getHttpClient()
                    .sendAsync(request, String.class)
                    .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new KubernetesClientException(request.uri() + ": " + failed.getCause(), failed);
        } catch (TimeoutException late) {
            throw new KubernetesClientException(request.uri() + ": no answer in time", late);
        }
    }

    private <T> T read(HttpResponse<String> response, Class<T> type) {
        check(response);
        return client.getKubernetesSerialization().unmarshal(response.body(), type);
    }

    private static void check(HttpResponse<String> response) {
        if (!response.isSuccessful()) {
            throw new KubernetesClientException(response.body(), response.code(), null);
        }
    }
}
