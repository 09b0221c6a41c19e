package dev.kaptan.runtime.memory;

import dev.kaptan.runtime.Image;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/** Images by name: those on the node, and those that the registry has. */
final class MemoryImages {

    private final Map<String, Image> present = new ConcurrentHashMap<>();
    private final Map<String, String> refusals = new ConcurrentHashMap<>();

    void add(String reference) {
        present.put(reference, invented(reference));
    }

    void refuse(String reference, String words) {
        refusals.put(reference, words);
    }

    List<Image> list() {
        return present.values().stream().distinct().toList();
    }

    @Nullable Image find(String reference) {
        Image named = present.get(reference);
        return named != null
                ? named
                : present.values().stream()
                        .filter(image -> image.id().equals(reference))
                        .findFirst()
                        .orElse(null);
    }

    Image pull(String reference) {
        if (reference.isBlank() || !reference.equals(reference.strip())) {
            throw RuntimeFailure.of(
                    Kind.INVALID_IMAGE_NAME,
                    "couldn't parse image reference \"%s\": invalid reference format"
                            .formatted(reference));
        }
        String refusal = refusals.get(reference);
        if (refusal != null) {
            throw RuntimeFailure.of(Kind.IMAGE_PULL, refusal);
        }
        return present.computeIfAbsent(reference, MemoryImages::invented);
    }

    void remove(String imageId) {
        present.values().removeIf(image -> image.id().equals(imageId));
    }

    private static Image invented(String reference) {
        var checksum = new CRC32();
        checksum.update(reference.getBytes(StandardCharsets.UTF_8));
        String id = "sha256:" + "%016x".formatted(checksum.getValue()).repeat(4);
        return new Image(id, List.of(reference), List.of(), 1 << 20, null, null);
    }
}
