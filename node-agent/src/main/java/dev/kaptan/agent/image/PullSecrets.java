package dev.kaptan.agent.image;

import dev.kaptan.agent.reference.References;
import dev.kaptan.runtime.RegistryCredentials;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds credentials for a registry in a Pod's {@code imagePullSecrets}. */
final class PullSecrets {
    private static final String DOCKER_HUB = "docker.io";

    private final References references;

    PullSecrets(References references) {
        this.references = references;
    }

    @Nullable RegistryCredentials credentials(Pod pod, ImageName image) {
        for (var reference : pod.getSpec().getImagePullSecrets()) {
            var secret = references.secret(pod.getMetadata().getNamespace(), reference.getName());
            var found = secret == null ? null : find(secret, image.registry());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable RegistryCredentials find(Secret secret, String registry) {
        for (var entry : auths(secret).entrySet()) {
            if (host(entry.getKey()).equals(registry)
                    && entry.getValue() instanceof Map<?, ?> auth) {
                return credentials(auth, entry.getKey());
            }
        }
        return null;
    }

    private static Map<?, ?> authsOf(Map<?, ?> config) {
        return config.get("auths") instanceof Map<?, ?> auths ? auths : config;
    }

    /** {@code .dockerconfigjson} nests the registries in {@code auths}, {@code .dockercfg} not. */
    private static Map<String, Object> auths(Secret secret) {
        var data = secret.getData() == null ? Map.<String, String>of() : secret.getData();
        var encoded = data.getOrDefault(".dockerconfigjson", data.get(".dockercfg"));
        var found = new LinkedHashMap<String, Object>();
        if (encoded != null) {
            var json = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            authsOf(Serialization.unmarshal(json, Map.class))
                    .forEach((key, value) -> found.put(String.valueOf(key), value));
        }
        return found;
    }

    private static String host(String server) {
        var host = server.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
        return host.equals("index.docker.io") ? DOCKER_HUB : host;
    }

    private static @Nullable RegistryCredentials credentials(Map<?, ?> auth, String server) {
        if (auth.get("username") instanceof String user
                && auth.get("password") instanceof String password) {
            return new RegistryCredentials(user, password, server);
        }
        if (auth.get("auth") instanceof String pair) {
            var decoded = new String(Base64.getDecoder().decode(pair), StandardCharsets.UTF_8);
            var parts = decoded.split(":", 2);
            return parts.length == 2 ? new RegistryCredentials(parts[0], parts[1], server) : null;
        }
        return null;
    }
}
