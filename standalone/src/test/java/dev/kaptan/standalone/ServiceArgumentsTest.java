package dev.kaptan.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.standalone.pki.ClusterPki;
import dev.kaptan.state.client.StoreEndpoints;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

class ServiceArgumentsTest {

    private static ServiceArguments arguments(@Nullable StoreEndpoints etcd) {
        var directory = Path.of("/data");
        var options = new ClusterOptions(directory, 6443, 2379, 1, 1, "unix:///docker.sock", etcd);
        return new ServiceArguments(options, new ClusterPki(directory, Clock.systemUTC()));
    }

    @Test
    void nobodyIsElectedWhereTheStoreBelongsToThisProcess() {
        assertThat(arguments(null).scheduler()).contains("--kaptan.scheduler.leader-elect=false");
        assertThat(arguments(null).controllers())
                .contains("--kaptan.controller.leader-elect=false");
    }

    /** Another cluster process may be started on the same etcd, from another data directory. */
    @Test
    void oneIsElectedWhereOthersMayUseTheStore() {
        var shared =
                arguments(new StoreEndpoints(List.of(URI.create("http://10.0.0.1:2379")), null));
        assertThat(shared.scheduler()).contains("--kaptan.scheduler.leader-elect=true");
        assertThat(shared.controllers()).contains("--kaptan.controller.leader-elect=true");
    }

    @Test
    void theGatewayShowsItsStoreACertificateOnlyWhereItWasGivenOne() {
        var uris = List.of(URI.create("https://10.0.0.1:2379"));
        var trusting = arguments(StoreEndpoints.of(uris, Path.of("/ca.crt"), null, null));
        assertThat(trusting.gateway())
                .contains("--kaptan.gateway.store.ca=/ca.crt")
                .noneMatch(each -> each.startsWith("--kaptan.gateway.store.certificate"))
                .noneMatch(each -> each.startsWith("--kaptan.gateway.store.key"));
        assertThat(arguments(null).gateway())
                .contains(
                        "--kaptan.gateway.store.ca=/data/pki/etcd/ca.crt",
                        "--kaptan.gateway.store.certificate=/data/pki/apiserver-etcd-client.crt",
                        "--kaptan.gateway.store.key=/data/pki/apiserver-etcd-client.key");
    }
}
