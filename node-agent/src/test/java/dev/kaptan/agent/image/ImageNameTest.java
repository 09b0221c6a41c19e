package dev.kaptan.agent.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {

    @ParameterizedTest
    @CsvSource({
        "nginx,true,true,docker.io",
        "nginx:latest,true,true,docker.io",
        "nginx:1.27,true,false,docker.io",
        "library/nginx:1.27,true,false,docker.io",
        "localhost:5000/a/b,true,true,localhost:5000",
        "localhost:5000/a/b:1,true,false,localhost:5000",
        "registry.example.com/a_b/c-d:v1.2_3,true,false,registry.example.com",
        "UPPER,false,true,docker.io",
        "a b,false,true,docker.io",
        "nginx:,false,false,docker.io",
    })
    void isReadAsAnImageReferenceIs(String text, boolean valid, boolean latest, String registry) {
        var name = new ImageName(text);
        assertThat(name.isValid()).isEqualTo(valid);
        assertThat(name.isLatest()).isEqualTo(latest);
        assertThat(name.registry()).isEqualTo(registry);
    }
}
