package dev.kaptan.client.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * A list of the API server that can be watched.
 *
 * @param type what an item is read as
 * @param path of the list, such as {@code /apis/apps/v1/deployments}
 * @param fieldSelector narrows the list on the server, such as {@code spec.nodeName=n1}
 * @param metadataOnly asks for {@code PartialObjectMetadata} instead of whole objects
 */
public record Resource<T extends HasMetadata>(
        Class<T> type, String path, @Nullable String fieldSelector, boolean metadataOnly) {
    public Resource {
        Objects.requireNonNull(type, "type");
        if (!path.startsWith("/api")) {
            throw new IllegalArgumentException("path '" + path + "' does not start with /api");
        }
    }

    /** All objects of a type that the client's model knows, in all namespaces. */
    public static <T extends HasMetadata> Resource<T> of(Class<T> type) {
        var path = base(HasMetadata.getApiVersion(type)) + "/" + HasMetadata.getPlural(type);
        return new Resource<>(type, path, null, false);
    }

    /** Those of a type whose fields a server-side selector matches. */
    public static <T extends HasMetadata> Resource<T> of(Class<T> type, String fieldSelector) {
        return new Resource<>(type, of(type).path(), fieldSelector, false);
    }

    /** Those of one namespace. */
    public static <T extends HasMetadata & Namespaced> Resource<T> in(
            String namespace, Class<T> type) {
        var version = HasMetadata.getApiVersion(type);
        var plural = HasMetadata.getPlural(type);
        return new Resource<>(
                type, base(version) + "/namespaces/" + namespace + "/" + plural, null, false);
    }

    /**
     * Only the metadata of a resource, whatever its kind.
     *
     * @param apiVersion such as {@code v1} or {@code apps/v1}
     */
    public static Resource<PartialObjectMetadata> metadata(String apiVersion, String plural) {
        return new Resource<>(
                PartialObjectMetadata.class, base(apiVersion) + "/" + plural, null, true);
    }

    private static String base(String apiVersion) {
        return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    }

    String acceptList() {
        return metadataOnly
                ? "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
                : "application/json";
    }

    String acceptWatch() {
        return metadataOnly
                ? "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"
                : "application/json";
    }
}
