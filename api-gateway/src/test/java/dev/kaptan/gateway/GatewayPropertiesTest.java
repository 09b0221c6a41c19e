package dev.kaptan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.gateway.etcd.EtcdEndpoints;
import dev.kaptan.gateway.server.ListenAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class GatewayPropertiesTest {

    @TempDir Path folder;

    @Test
    void hasUpstreamsDefaults() {
        var pki = TestPki.in(folder, "ca");
        var server = pki.server("apiserver");
        var properties =
                bind(
                        Map.of(
                                "kaptan.gateway.tls.certificate", server.certificate().toString(),
                                "kaptan.gateway.tls.key", server.key().toString(),
                                "kaptan.gateway.tls.client-ca", pki.authorityFile().toString(),
                                "kaptan.gateway.store.endpoints", "http://a:1,http://b:2",
                                "kaptan.gateway.service-account.signing-key",
                                        pki.signingKey().toString()));
        assertThat(properties.listen()).isEqualTo(new ListenAddress("127.0.0.1", 6443));
        assertThat(properties.store().endpoints())
                .containsExactly(URI.create("http://a:1"), URI.create("http://b:2"));
        assertThat(properties.serviceAccount().issuer())
                .isEqualTo("https://kubernetes.default.svc.cluster.local");
        assertThat(properties.serviceAccount().publicKey()).isEqualTo(folder.resolve("sa.pub"));
        assertThat(properties.kubelet()).isNull();
        assertThat(properties.tokenFile()).isNull();
        assertThat(properties.serviceCidr()).isEqualTo("10.96.0.0/16");
        assertThat(properties.advertiseAddress()).isNull();
        assertThat(properties.anonymous()).isTrue();
        assertThat(properties.limits())
                .isEqualTo(new GatewayProperties.Limits(400, 200, Duration.ofSeconds(60)));
    }

    @Test
    void theCaOfAStoreThatDemandsNoCertificateIsEnough() {
        var pki = TestPki.in(folder, "ca");
        var identity = pki.client("CN=gateway");
        var uris = List.of(URI.create("https://a:1"));
        assertThat(new GatewayProperties.Store(uris, null, null, pki.authorityFile()).etcd())
                .isEqualTo(
                        new EtcdEndpoints(uris, new EtcdEndpoints.Tls(pki.authorityFile(), null)));
        var mutual =
                new GatewayProperties.Store(
                        uris, identity.certificate(), identity.key(), pki.authorityFile());
        assertThat(mutual.etcd().tls())
                .isEqualTo(
                        new EtcdEndpoints.Tls(
                                pki.authorityFile(),
                                new EtcdEndpoints.Identity(
                                        identity.certificate(), identity.key())));
    }

    private static GatewayProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bind("kaptan.gateway", GatewayProperties.class)
                .get();
    }

    @Test
    void readsListenAddresses() {
        assertThat(ListenAddress.valueOf("[::1]:443")).isEqualTo(new ListenAddress("::1", 443));
        assertThat(ListenAddress.valueOf("[::1]:443")).hasToString("[::1]:443");
    }
}
