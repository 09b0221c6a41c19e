package dev.kaptan.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kaptan.state.client.StoreEndpoints;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import picocli.CommandLine;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

class EtcdOptionsTest {

    @Test
    void anEtcdThatDemandsNoCertificateTakesTheCaAlone() {
        assertThat(endpoints("--etcd-servers=https://a:1,https://b:2 --etcd-cafile=/ca"))
                .isEqualTo(
                        new StoreEndpoints(
                                List.of(URI.create("https://a:1"), URI.create("https://b:2")),
                                new StoreEndpoints.Tls(Path.of("/ca"), null)));
        assertThat(endpoints("")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--etcd-cafile=/ca|--etcd-cafile, --etcd-certfile and --etcd-keyfile need"
                        + " --etcd-servers",
                "--etcd-servers=https://a:1 --etcd-cafile=/ca --etcd-certfile=/crt|the client's"
                    + " certificate has no key: give both, or neither if the store demands none",
                "--etcd-servers=https://a:1 --etcd-certfile=/crt --etcd-keyfile=/key|a client's"
                        + " certificate is for TLS, which needs the CA of the servers as well: give"
                        + " it too, or none of them for plain HTTP",
            })
    void saysWhatDoesNotBelongTogether(String options, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> endpoints(options))
                .withMessage(message);
    }

    private static @Nullable StoreEndpoints endpoints(String options) {
        var words = options.isEmpty() ? new String[0] : options.split(" ");
        return CommandLine.populateCommand(new EtcdOptions(), words).endpoints();
    }
}
