package dev.kaptan.state.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kaptan.state.client.StoreEndpoints.Identity;
import dev.kaptan.state.client.StoreEndpoints.Tls;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

class StoreEndpointsTest {

    @Test
    void takesNoFileOrTheCaOrAllThree() {
        assertThat(of("http://h:1", null, null, null).tls()).isNull();
        assertThat(of("https://h:1", "/ca", null, null).tls())
                .isEqualTo(new Tls(Path.of("/ca"), null));
        assertThat(of("https://h:1", "/ca", "/crt", "/key").tls())
                .isEqualTo(new Tls(Path.of("/ca"), new Identity(Path.of("/crt"), Path.of("/key"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://h:1|/ca|/crt||the client's certificate has no key: give both, or neither"
                        + " if the store demands none",
                "https://h:1|/ca||/key|the client's key has no certificate: give both, or neither"
                        + " if the store demands none",
                "https://h:1||/crt|/key|a client's certificate is for TLS, which needs the CA of"
                        + " the servers as well: give it too, or none of them for plain HTTP",
                "https://h:1||||the endpoint 'https://h:1' does not fit: https needs the CA of the"
                        + " servers, http takes neither a CA nor a certificate",
                "http://h:1|/ca|||the endpoint 'http://h:1' does not fit: https needs the CA of the"
                        + " servers, http takes neither a CA nor a certificate",
                "https://h|/ca|||the endpoint 'https://h' is not of the form https://host:port",
            })
    void saysWhatDoesNotBelongTogether(
            String uri,
            @Nullable String ca,
            @Nullable String certificate,
            @Nullable String key,
            String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(uri, ca, certificate, key))
                .withMessage(message);
    }

    private static StoreEndpoints of(
            String uri, @Nullable String ca, @Nullable String certificate, @Nullable String key) {
        return StoreEndpoints.of(List.of(URI.create(uri)), file(ca), file(certificate), file(key));
    }

    private static @Nullable Path file(@Nullable String name) {
        return name == null ? null : Path.of(name);
    }
}
