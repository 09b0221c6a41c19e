package dev.kaptan.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.client.StoreEndpoints;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class StoreFileTest {

    @Test
    void isReadAsItWasWritten(@TempDir Path directory) throws Exception {
        Files.createDirectory(directory.resolve("run"));
        var file = new StoreFile(directory);
        var plain = List.of(URI.create("http://a:1"), URI.create("http://b:2"));
        var secure = List.of(URI.create("https://a:1"));
        var ca = Path.of("/pki/ca.crt");
        for (var store :
                List.of(
                        StoreEndpoints.of(plain, null, null, null),
                        StoreEndpoints.of(secure, ca, null, null),
                        StoreEndpoints.of(secure, ca, Path.of("/crt"), Path.of("/key")))) {
            file.write(store);
            assertThat(file.read()).isEqualTo(store);
        }
    }
}
