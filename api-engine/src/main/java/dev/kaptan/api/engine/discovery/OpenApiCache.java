package dev.kaptan.api.engine.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.openapi.OpenApiDocuments;
import dev.kaptan.api.model.status.ApiException;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.lang.ref.SoftReference;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** OpenAPI documents as bytes with their hash; they are large, so memory may be taken back. */
final class OpenApiCache {

    /** A document; the hash is upstream's: upper-case hexadecimal SHA-512. */
    record Encoded(byte[] bytes, String hash) {}

    private final OpenApiDocuments documents;
    private final Map<String, SoftReference<Encoded>> encoded = new ConcurrentHashMap<>();
    private final Map<String, String> hashes = new ConcurrentHashMap<>();

    OpenApiCache(OpenApiDocuments documents) {
        this.documents = documents;
    }

    Encoded v2() {
        return encoded("v2", () -> Json.bytes(documents.v2()));
    }

    Encoded v2Protobuf() {
        return encoded("v2 protobuf", documents::v2Protobuf);
    }

    /**
     * @throws ApiException NotFound where there is no such path
     */
    Encoded v3(String path) {
        if (!documents.v3Paths().contains(path)) {
            throw ApiException.unknownPath();
        }
        return encoded(path, () -> Json.bytes(documents.v3(path)));
    }

    /** {@code /openapi/v3}: where the documents are, with a hash that changes when they do. */
    Encoded v3Index() {
        return encoded("v3", () -> Json.bytes(index()));
    }

    private ObjectNode index() {
        ObjectNode index = Json.object();
        ObjectNode paths = index.putObject("paths");
        for (String path : documents.v3Paths()) {
            String hash = hashes.computeIfAbsent(path, key -> v3(key).hash());
            paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path + "?hash=" + hash);
        }
        return index;
    }

    private Encoded encoded(String key, Supplier<byte[]> document) {
        var reference = encoded.get(key);
        @Nullable Encoded known = reference == null ? null : reference.get();
        if (known != null) {
            return known;
        }
        byte[] bytes = document.get();
        var made = new Encoded(bytes, hash(bytes));
        encoded.put(key, new SoftReference<>(made));
        return made;
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(bytes);
            return HexFormat.of().withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-512 for " + UTF_8, e);
        }
    }
}
