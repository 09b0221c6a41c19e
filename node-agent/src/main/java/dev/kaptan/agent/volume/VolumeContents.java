package dev.kaptan.agent.volume;

import dev.kaptan.agent.reference.ConfigException;
import dev.kaptan.agent.reference.PodAddresses;
import dev.kaptan.agent.reference.PodFields;
import dev.kaptan.agent.reference.References;
import dev.kaptan.agent.reference.ResourceFields;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The files of volumes whose content comes from the API. */
final class VolumeContents {
    private static final int DEFAULT_MODE = 0644;
    private static final long DEFAULT_TOKEN_SECONDS = 3600;

    private final References references;
    private final ResourceFields resources;
    private final TokenCache tokens;

    VolumeContents(References references, ResourceFields resources, TokenCache tokens) {
        this.references = references;
        this.resources = resources;
        this.tokens = tokens;
    }

    /** The files, or null if the volume is of another kind. */
    @Nullable List<VolumeFile> of(Pod pod, Volume volume, PodAddresses addresses) {
        if (volume.getConfigMap() != null) {
            var source = volume.getConfigMap();
            int mode = mode(source.getDefaultMode());
            return configMap(pod, source.getName(), source.getItems(), source.getOptional(), mode);
        }
        if (volume.getSecret() != null) {
            var source = volume.getSecret();
            int mode = mode(source.getDefaultMode());
            return secret(
                    pod, source.getSecretName(), source.getItems(), source.getOptional(), mode);
        }
        if (volume.getDownwardAPI() != null) {
            var source = volume.getDownwardAPI();
            return downward(pod, source.getItems(), mode(source.getDefaultMode()), addresses);
        }
        return volume.getProjected() == null ? null : projected(pod, volume, addresses);
    }

    private List<VolumeFile> projected(Pod pod, Volume volume, PodAddresses addresses) {
        var files = new ArrayList<VolumeFile>();
        int mode = mode(volume.getProjected().getDefaultMode());
        for (var source : volume.getProjected().getSources()) {
            files.addAll(projection(pod, source, mode, addresses));
        }
        return files;
    }

    private List<VolumeFile> projection(
            Pod pod, VolumeProjection source, int mode, PodAddresses addresses) {
        if (source.getServiceAccountToken() != null) {
            return List.of(token(pod, source.getServiceAccountToken(), mode));
        }
        if (source.getConfigMap() != null) {
            var map = source.getConfigMap();
            return configMap(pod, map.getName(), map.getItems(), map.getOptional(), mode);
        }
        if (source.getSecret() != null) {
            var secret = source.getSecret();
            return secret(pod, secret.getName(), secret.getItems(), secret.getOptional(), mode);
        }
        if (source.getDownwardAPI() != null) {
            return downward(pod, source.getDownwardAPI().getItems(), mode, addresses);
        }
        throw ConfigException.of("this source of a projected volume is not supported by this node");
    }

    private VolumeFile token(Pod pod, ServiceAccountTokenProjection source, int mode) {
        long seconds =
                Objects.requireNonNullElse(source.getExpirationSeconds(), DEFAULT_TOKEN_SECONDS);
        return VolumeFile.of(
                source.getPath(), tokens.token(pod, source.getAudience(), seconds), mode);
    }

    private List<VolumeFile> configMap(
            Pod pod, String name, List<KeyToPath> items, @Nullable Boolean optional, int mode) {
        var found = references.configMap(pod.getMetadata().getNamespace(), name);
        if (found == null && !Boolean.TRUE.equals(optional)) {
            throw ConfigException.notFound("configmap", name);
        }
        var data = found == null ? Map.<String, byte[]>of() : bytes(found);
        return files(data, items, optional, mode, "configmap");
    }

    private List<VolumeFile> secret(
            Pod pod, String name, List<KeyToPath> items, @Nullable Boolean optional, int mode) {
        var found = references.secret(pod.getMetadata().getNamespace(), name);
        if (found == null && !Boolean.TRUE.equals(optional)) {
            throw ConfigException.notFound("secret", name);
        }
        var data = new TreeMap<String, byte[]>();
        if (found != null && found.getData() != null) {
            found.getData().forEach((key, value) -> data.put(key, decode(value)));
        }
        return files(data, items, optional, mode, "secret");
    }

    private static Map<String, byte[]> bytes(ConfigMap map) {
        var data = new TreeMap<String, byte[]>();
        if (map.getData() != null) {
            map.getData()
                    .forEach((key, text) -> data.put(key, text.getBytes(StandardCharsets.UTF_8)));
        }
        if (map.getBinaryData() != null) {
            map.getBinaryData().forEach((key, value) -> data.put(key, decode(value)));
        }
        return data;
    }

    private static List<VolumeFile> files(
            Map<String, byte[]> data,
            List<KeyToPath> items,
            @Nullable Boolean optional,
            int mode,
            String kind) {
        if (items == null || items.isEmpty()) {
            return data.entrySet().stream()
                    .map(entry -> new VolumeFile(entry.getKey(), entry.getValue(), mode))
                    .toList();
        }
        var files = new ArrayList<VolumeFile>();
        for (var item : items) {
            var content = data.get(item.getKey());
            if (content != null) {
                int own = item.getMode() == null ? mode : item.getMode();
                files.add(new VolumeFile(item.getPath(), content, own));
            } else if (!Boolean.TRUE.equals(optional)) {
                throw ConfigException.of(
                        "%s references non-existent %s key: %s"
                                .formatted(kind, kind, item.getKey()));
            }
        }
        return files;
    }

    private List<VolumeFile> downward(
            Pod pod, List<DownwardAPIVolumeFile> items, int mode, PodAddresses addresses) {
        return items.stream()
                .map(item ->
                        VolumeFile.of(
                                item.getPath(),
                                downwardValue(pod, item, addresses),
                                item.getMode() == null ? mode : item.getMode()))
                .toList();
    }

    private String downwardValue(Pod pod, DownwardAPIVolumeFile item, PodAddresses addresses) {
        return item.getFieldRef() != null
                ? PodFields.value(pod, item.getFieldRef().getFieldPath(), addresses)
                : resources.value(pod, null, item.getResourceFieldRef());
    }

    private static int mode(@Nullable Integer mode) {
        return mode == null ? DEFAULT_MODE : mode;
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
