package dev.kaptan.scheduler.wire;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests that the typed client has no method for, over its connection and credentials. */
final class ApiRequests {

    private static final long ANSWER_WITHIN_SECONDS = 30;

    private final KubernetesClient client;
    private final String server;

    ApiRequests(KubernetesClient client) {
        this.client = client;
        this.server = client.getMasterUrl().toString().replaceAll("/+$", "");
    }

    /** Returns when the API has accepted the request. */
    void send(String method, String path, String contentType, String body) {
        var http = client.getHttpClient();
        var request =
                http.newHttpRequestBuilder()
                        .uri(server + path)
                        .setHeader("Accept", "application/json")
                        .method(method, contentType, body)
                        .build();
        var answer = await(http.sendAsync(request, String.class));
        if (!answer.isSuccessful()) {
            throw new ApiRefused(answer.code(), StatusMessage.of(answer.body()));
        }
    }

    private static HttpResponse<String> await(CompletableFuture<HttpResponse<String>> pending) {
        try {
            return pending.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new ApiRefused(0, String.valueOf(failed.getCause()));
        } catch (TimeoutException late) {
            pending.cancel(true);
            throw new ApiRefused(0, "no answer within " + ANSWER_WITHIN_SECONDS + " s");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ApiRefused(0, "interrupted");
        }
    }
}
