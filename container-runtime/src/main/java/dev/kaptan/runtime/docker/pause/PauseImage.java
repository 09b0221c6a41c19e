package dev.kaptan.runtime.docker.pause;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The sandbox image as {@code docker load} takes it (Docker image specification v1.2). */
public final class PauseImage {

    /** Never in a registry; a new program gets a new tag. */
    public static final String REFERENCE = "kaptan.dev/pause:1";

    private PauseImage() {}

    /**
     * The archive, the same bytes every time.
     *
     * @param architecture as Go names it
     */
    public static byte[] archive(String architecture) {
        byte[] layer = new TarWriter().file("pause", 0755, PauseProgram.elf(architecture)).end();
        byte[] config = config(architecture, sha256(layer)).getBytes(UTF_8);
        String configName = sha256(config) + ".json";
        String manifest =
                """
                [{"Config":"%s","RepoTags":["%s"],"Layers":["layer.tar"]}]\
                """
                        .formatted(configName, REFERENCE);
        return new TarWriter()
                .file(configName, 0644, config)
                .file("layer.tar", 0644, layer)
                .file("manifest.json", 0644, manifest.getBytes(UTF_8))
                .end();
    }

    private static String config(String architecture, String layerDigest) {
        return """
        {"architecture":"%s","os":"linux","created":"1970-01-01T00:00:00Z",\
        "config":{"Entrypoint":["/pause"]},\
        "rootfs":{"type":"layers","diff_ids":["sha256:%s"]},\
        "history":[{"created":"1970-01-01T00:00:00Z","created_by":"kaptan"}]}\
        """
                .formatted(architecture, layerDigest);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
