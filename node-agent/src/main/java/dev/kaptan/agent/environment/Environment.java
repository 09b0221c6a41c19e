package dev.kaptan.agent.environment;

import dev.kaptan.agent.reference.ConfigException;
import dev.kaptan.agent.reference.PodAddresses;
import dev.kaptan.agent.reference.PodFields;
import dev.kaptan.agent.reference.References;
import dev.kaptan.agent.reference.ResourceFields;
import dev.kaptan.agent.spec.PodContainer;

import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretKeySelector;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Resolves the environment of a container: Services, then {@code envFrom}, then {@code env}; what
 * comes later wins.
 */
public final class Environment {
    private final References references;
    private final ResourceFields resources;

    public Environment(References references, ResourceFields resources) {
        this.references = references;
        this.resources = resources;
    }

    /**
     * @param services variables of the Services that the Pod sees; those it defines itself win
     * @throws ConfigException for a reference that leads nowhere and is not optional
     */
    public Map<String, String> of(
            Pod pod, PodContainer container, Map<String, String> services, PodAddresses addresses) {
        var variables = new LinkedHashMap<>(services);
        for (var source : container.spec().getEnvFrom()) {
            variables.putAll(from(pod, source));
        }
        for (var variable : container.spec().getEnv()) {
            var value = value(pod, container, variable, variables, addresses);
            if (value != null) {
                variables.put(variable.getName(), value);
            }
        }
        return variables;
    }

    private Map<String, String> from(Pod pod, EnvFromSource source) {
        var prefix = source.getPrefix() == null ? "" : source.getPrefix();
        var found = new LinkedHashMap<String, String>();
        if (source.getConfigMapRef() != null) {
            var ref = source.getConfigMapRef();
            var data = configMap(pod, ref.getName(), Boolean.TRUE.equals(ref.getOptional()));
            data.forEach((key, value) -> found.put(prefix + key, value));
        }
        if (source.getSecretRef() != null) {
            var ref = source.getSecretRef();
            var data = secret(pod, ref.getName(), Boolean.TRUE.equals(ref.getOptional()));
            data.forEach((key, value) -> found.put(prefix + key, value));
        }
        return found;
    }

    private @Nullable String value(
            Pod pod,
            PodContainer container,
            EnvVar variable,
            Map<String, String> before,
            PodAddresses addresses) {
        var source = variable.getValueFrom();
        if (source == null) {
            return variable.getValue() == null ? "" : Expansion.expand(variable.getValue(), before);
        }
        if (source.getFieldRef() != null) {
            return PodFields.value(pod, source.getFieldRef().getFieldPath(), addresses);
        }
        return source.getResourceFieldRef() == null
                ? keyed(pod, variable, source)
                : resources.value(pod, container, source.getResourceFieldRef());
    }

    private @Nullable String keyed(Pod pod, EnvVar variable, EnvVarSource source) {
        if (source.getConfigMapKeyRef() != null) {
            return fromConfigMap(pod, source.getConfigMapKeyRef());
        }
        if (source.getSecretKeyRef() != null) {
            return fromSecret(pod, source.getSecretKeyRef());
        }
        throw ConfigException.of(
                "environment variable %s: its source is not supported"
                        .formatted(variable.getName()));
    }

    private @Nullable String fromConfigMap(Pod pod, ConfigMapKeySelector ref) {
        boolean optional = Boolean.TRUE.equals(ref.getOptional());
        var value = configMap(pod, ref.getName(), optional).get(ref.getKey());
        if (value == null && !optional) {
            throw ConfigException.noKey(
                    ref.getKey(), "ConfigMap", pod.getMetadata().getNamespace(), ref.getName());
        }
        return value;
    }

    private @Nullable String fromSecret(Pod pod, SecretKeySelector ref) {
        boolean optional = Boolean.TRUE.equals(ref.getOptional());
        var value = secret(pod, ref.getName(), optional).get(ref.getKey());
        if (value == null && !optional) {
            throw ConfigException.noKey(
                    ref.getKey(), "Secret", pod.getMetadata().getNamespace(), ref.getName());
        }
        return value;
    }

    private Map<String, String> configMap(Pod pod, String name, boolean optional) {
        var configMap = references.configMap(pod.getMetadata().getNamespace(), name);
        if (configMap == null && !optional) {
            throw ConfigException.notFound("configmap", name);
        }
        return configMap == null || configMap.getData() == null ? Map.of() : configMap.getData();
    }

    private Map<String, String> secret(Pod pod, String name, boolean optional) {
        var secret = references.secret(pod.getMetadata().getNamespace(), name);
        if (secret == null && !optional) {
            throw ConfigException.notFound("secret", name);
        }
        var decoded = new LinkedHashMap<String, String>();
        if (secret != null && secret.getData() != null) {
            secret.getData().forEach((key, value) -> decoded.put(key, decode(value)));
        }
        return decoded;
    }

    private static String decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
