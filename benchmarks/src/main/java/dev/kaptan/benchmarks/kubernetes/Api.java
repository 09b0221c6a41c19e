package dev.kaptan.benchmarks.kubernetes;

import dev.kaptan.benchmarks.Arguments;
import dev.kaptan.client.connect.ApiConnection;
import dev.kaptan.client.connect.Credentials;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plain requests on the API that a kubeconfig points at; answers are text. */
final class Api implements AutoCloseable {

    static final String MERGE_PATCH = "application/merge-patch+json";

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final Set<Integer> FINE_TO_REPEAT = Set.of(NOT_FOUND, CONFLICT);
    private static final long ANSWER_WITHIN_SECONDS = 60;

    private final KubernetesClient client;
    private final String server;

    private Api(KubernetesClient client) {
        this.client = client;
        this.server = client.getMasterUrl().toString().replaceAll("/+$", "");
    }

    /** From {@code --kubeconfig}, else KUBECONFIG. */
    static Api open(Arguments arguments) {
        String fromEnvironment = System.getenv("KUBECONFIG");
        String file = arguments.text("kubeconfig", fromEnvironment == null ? "" : fromEnvironment);
        if (file.isEmpty()) {
            throw new IllegalArgumentException("say --kubeconfig=FILE or set KUBECONFIG");
        }
        return new Api(ApiConnection.open(new Credentials.Kubeconfig(Path.of(file)), "benchmark"));
    }

    KubernetesClient client() {
        return client;
    }

    String get(String path) {
        return send(builder(path).setHeader("Accept", "application/json").build());
    }

    String post(String path, String body) {
        return send(builder(path).method("POST", "application/json", body).build());
    }

    String patch(String path, String type, String body) {
        return send(builder(path).method("PATCH", type, body).build());
    }

    String put(String path, String body) {
        return send(builder(path).method("PUT", "application/json", body).build());
    }

    String delete(String path) {
        return send(builder(path).method("DELETE", "application/json", "").build());
    }

    /** Creates what may be there, or removes what may be gone. */
    void ignoringRepetition(Runnable request) {
        try {
            request.run();
        } catch (Refused refused) {
            if (!FINE_TO_REPEAT.contains(refused.code)) {
                throw refused;
            }
        }
    }

    /** The lines of a watch; closing the stream ends it. */
    InputStream watch(String path) throws InterruptedException {
        HttpRequest request = builder(path).forStreaming().build();
        return await(request, InputStream.class).body();
    }

    private HttpRequest.Builder builder(String path) {
        return client.getHttpClient().newHttpRequestBuilder().uri(server + path);
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> answer = await(request, String.class);
            if (!answer.isSuccessful()) {
                throw new Refused(
                        answer.code(), request.method() + " " + request.uri(), answer.body());
            }
            return answer.body();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    private <T> HttpResponse<T> await(HttpRequest request, Class<T> type)
            throws InterruptedException {
        try {
            return client.getHttpClient()
                    .sendAsync(request, type)
                    .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(request.method() + " " + request.uri(), failed);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** The API's answer was no success. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int code;

        Refused(int code, String request, String body) {
            super(request + ": " + code + " " + body);
            this.code = code;
        }
    }
}
