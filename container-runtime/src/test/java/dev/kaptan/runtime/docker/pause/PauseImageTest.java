package dev.kaptan.runtime.docker.pause;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;

class PauseImageTest {

    @Test
    void isTheSameEveryTime() {
        assertThat(PauseImage.archive("amd64")).isEqualTo(PauseImage.archive("amd64"));
        assertThat(PauseImage.archive("amd64")).isNotEqualTo(PauseImage.archive("arm64"));
    }

    @Test
    void isATarArchiveWhoseManifestNamesTheTag() {
        byte[] archive = PauseImage.archive("amd64");
        assertThat(archive.length % 512).isZero();
        assertThat(new String(archive, 257, 5, US_ASCII)).isEqualTo("ustar");
        assertThat(new String(archive, US_ASCII)).contains("\"RepoTags\":[\"kaptan.dev/pause:1\"]");
    }
}
