package dev.kaptan.agent.volume;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file of a volume whose content comes from the API.
 *
 * @param path relative to the volume
 * @param mode permission bits
 */
@SuppressWarnings("ArrayRecordComponent") // written once, shared with nobody
record VolumeFile(String path, byte[] content, int mode) {

    VolumeFile {
        if (path.startsWith("/") || Arrays.asList(path.split("/")).contains("..")) {
            throw VolumeException.of(
                    "path '%s' must be relative and must not contain '..'".formatted(path));
        }
    }

    static VolumeFile of(String path, String content, int mode) {
        return new VolumeFile(path, content.getBytes(StandardCharsets.UTF_8), mode);
    }
}
