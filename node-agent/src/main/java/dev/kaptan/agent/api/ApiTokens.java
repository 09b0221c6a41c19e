package dev.kaptan.agent.api;

import dev.kaptan.agent.volume.TokenSource;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Requests service account tokens that are bound to their Pod. */
public final class ApiTokens implements TokenSource {
    private final KubernetesClient client;
    private final InstantSource clock;

    public ApiTokens(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Token request(Pod pod, @Nullable String audience, long seconds) {
        var meta = pod.getMetadata();
        var account = pod.getSpec().getServiceAccountName();
        var request =
                new TokenRequestBuilder()
                        .withNewSpec()
                        .withAudiences(audience == null ? List.of() : List.of(audience))
                        .withExpirationSeconds(seconds)
                        .withNewBoundObjectRef("v1", "Pod", meta.getName(), meta.getUid())
                        .endSpec()
                        .build();
        var answer =
                client.serviceAccounts()
                        .inNamespace(meta.getNamespace())
                        .withName(account == null || account.isEmpty() ? "default" : account)
                        .tokenRequest(request);
        return new Token(
                answer.getStatus().getToken(),
                clock.instant(),
                Instant.parse(answer.getStatus().getExpirationTimestamp()));
    }
}
