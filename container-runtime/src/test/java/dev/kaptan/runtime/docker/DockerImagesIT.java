package dev.kaptan.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.runtime.Image;
import dev.kaptan.runtime.RegistryCredentials;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;

/** Images from a registry on the engine's own host, which engines trust without TLS. */
class DockerImagesIT {

    private TestNode node;
    private DockerRuntime runtime;
    private LocalRegistry registry;

    @BeforeEach
    void open() throws IOException {
        node = TestNode.create();
        runtime = node.open();
        registry = new LocalRegistry(runtime.info().architecture());
    }

    @AfterEach
    void close() {
        if (node != null) {
            Image left = runtime.image(registry.reference("private/thing:1"));
            if (left != null) {
                runtime.removeImage(left.id());
            }
            registry.close();
            runtime.close();
            node.close();
        }
    }

    @Test
    void pullsWithCredentialsAndRemoves() {
        String reference = registry.reference("private/thing:1");
        Image image = runtime.pullImage(reference, credentials(LocalRegistry.PASSWORD));
        assertThat(image.tags()).containsExactly(reference);
        assertThat(image.digests()).singleElement().asString().contains("private/thing@sha256:");
        assertThat(image.user()).isEqualTo("77");
        assertThat(image.stopSignal()).isEqualTo("SIGQUIT");
        assertThat(runtime.image(image.digests().getFirst())).isEqualTo(image);
        runtime.removeImage(image.id());
        runtime.removeImage(image.id());
        assertThat(runtime.image(reference)).isNull();
    }

    @Test
    void saysInTheRegistrysWordsWhyItGaveNothing() {
        String reference = registry.reference("private/thing:1");
        assertPullFails(reference, null, "no basic auth credentials");
        assertPullFails(reference, credentials("wrong"), "who are you");
        assertPullFails(
                registry.reference("private/other:1"),
                credentials(LocalRegistry.PASSWORD),
                "no such thing");
    }

    @Test
    void saysThatThereIsNoRegistry() {
        registry.close();
        assertPullFails(registry.reference("private/thing:1"), null, "connection refused");
    }

    private void assertPullFails(String reference, RegistryCredentials credentials, String words) {
        assertThatThrownBy(() -> runtime.pullImage(reference, credentials))
                .isInstanceOfSatisfying(
                        RuntimeFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.IMAGE_PULL))
                .hasMessageContaining(words);
    }

    private RegistryCredentials credentials(String password) {
        return new RegistryCredentials(
                LocalRegistry.USER, password, registry.reference("").replace("/", ""));
    }
}
