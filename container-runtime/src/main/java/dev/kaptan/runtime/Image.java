package dev.kaptan.runtime;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An image on this node.
 *
 * @param id {@code sha256:...} of its configuration
 * @param tags references with a tag, as users write them
 * @param digests references with a digest
 * @param user what the image runs as: {@code user[:group]}, names or numbers; null for root
 * @param stopSignal null for TERM
 */
public record Image(
        String id,
        List<String> tags,
        List<String> digests,
        long sizeBytes,
        @Nullable String user,
        @Nullable String stopSignal) {

    public Image {
        Checks.notBlank("id", id);
        tags = List.copyOf(tags);
        digests = List.copyOf(digests);
        Checks.notNegative("sizeBytes", sizeBytes);
    }
}
