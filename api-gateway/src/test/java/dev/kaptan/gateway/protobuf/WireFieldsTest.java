package dev.kaptan.gateway.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rewrite the file with {@code -Dgolden.rewrite=true}. */
class WireFieldsTest {

    private static final Path FILE =
            Path.of("src/main/resources/dev/kaptan/gateway/protobuf", WireSchema.RESOURCE);

    @Test
    void declaresWhatThePublishedDescriptorsSay() throws IOException {
        var published = PublishedDescriptors.asText();
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, published);
        }
        assertThat(Files.readString(FILE)).isEqualTo(published);
    }
}
