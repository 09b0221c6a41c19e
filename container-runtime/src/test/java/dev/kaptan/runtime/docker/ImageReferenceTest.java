package dev.kaptan.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

    private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nginx",
                "nginx:1.27",
                "library/nginx:latest",
                "host.example/a/b-c/d__e:v1.2_3",
                "localhost:5000/x",
                "[::1]:5000/x:1",
                "Host.Example/a"
            })
    void acceptsReferences(String reference) {
        assertThatCode(() -> ImageReference.check(reference)).doesNotThrowAnyException();
        String withoutTag = reference.replaceFirst(":[^:/]*$", "");
        assertThatCode(() -> ImageReference.check(withoutTag + DIGEST)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " nginx",
                "nginx ",
                "Nginx",
                "nginx:",
                "nginx:a b",
                "a//b",
                "-nginx",
                "nginx@sha256:12",
                "http://nginx",
                "a/b:c:d",
                "nginx\n"
            })
    void refusesWhatIsNone(String reference) {
        assertThatThrownBy(() -> ImageReference.check(reference))
                .isInstanceOfSatisfying(
                        RuntimeFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.INVALID_IMAGE_NAME));
    }

    @ParameterizedTest
    @CsvSource({
        "nginx, nginx:latest",
        "nginx:1, nginx:1",
        "localhost:5000/x, localhost:5000/x:latest",
        "x@sha256:1, x@sha256:1"
    })
    void addsTheTagThatUsersLeaveOut(String reference, String complete) {
        assertThat(ImageReference.withTag(reference)).isEqualTo(complete);
    }
}
