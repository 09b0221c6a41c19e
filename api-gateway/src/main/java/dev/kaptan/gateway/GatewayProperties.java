package dev.kaptan.gateway;

import dev.kaptan.gateway.etcd.EtcdEndpoints;
import dev.kaptan.gateway.server.ListenAddress;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * All that can be set of the API gateway.
 *
 * @param listen address of the HTTPS server; port 0 takes any free one
 * @param tokenFile upstream's static token CSV: {@code token,user,uid,"group1,group2"}
 * @param serviceCidr addresses of Services
 * @param advertiseAddress where pods reach this server; absent: the listen address, or this
 *     machine's first own address where that is a loopback or wildcard one
 * @param anonymous whether requests without credentials go on as {@code system:anonymous}
 */
@ConfigurationProperties("kaptan.gateway")
public record GatewayProperties(
        @DefaultValue("127.0.0.1:6443") ListenAddress listen,
        Tls tls,
        Store store,
        ServiceAccount serviceAccount,
        @Nullable Kubelet kubelet,
        @Nullable Path tokenFile,
        @DefaultValue("10.96.0.0/16") String serviceCidr,
        @Nullable String advertiseAddress,
        @DefaultValue("true") boolean anonymous,
        @DefaultValue Limits limits) {

    public GatewayProperties {
        Required.value("tls.certificate", tls, "the path of the server's certificate (PEM)");
        Required.value("store.endpoints", store, "https://host:port of the state service");
        Required.value(
                "service-account.signing-key",
                serviceAccount,
                "the path of the key that signs service account tokens (PEM)");
    }

    /** PEM files: the server's certificate chain with its key, and the clients' authority. */
    public record Tls(Path certificate, Path key, Path clientCa) {
        public Tls {
            Required.file("tls.certificate", certificate);
            Required.file("tls.key", key);
            Required.file("tls.client-ca", clientCa);
        }
    }

    /**
     * etcd v3 endpoints.
     *
     * @param certificate with {@code key}, where the store demands certificates
     * @param ca of the servers; for https alone
     */
    public record Store(
            List<URI> endpoints,
            @Nullable Path certificate,
            @Nullable Path key,
            @Nullable Path ca) {
        public Store {
            Required.value("store.endpoints", endpoints, "https://host:port of the state service");
            endpoints = List.copyOf(endpoints);
            boolean identified = certificate != null || key != null;
            if (identified) {
                Required.file("store.certificate", certificate);
                Required.file("store.key", key);
            }
            if (identified || ca != null) {
                Required.file("store.ca", ca);
            }
        }

        EtcdEndpoints etcd() {
            var tls = ca == null ? null : new EtcdEndpoints.Tls(ca, identity());
            return new EtcdEndpoints(endpoints, tls);
        }

        private EtcdEndpoints.@Nullable Identity identity() {
            return certificate == null || key == null
                    ? null
                    : new EtcdEndpoints.Identity(certificate, key);
        }
    }

    /**
     * Tokens of service accounts.
     *
     * @param verificationKey absent: beside the signing key, with {@code .pub} for {@code .key}
     */
    public record ServiceAccount(
            Path signingKey,
            @Nullable Path verificationKey,
            @DefaultValue("https://kubernetes.default.svc.cluster.local") String issuer) {
        public ServiceAccount {
            Required.file("service-account.signing-key", signingKey);
            Required.file(
                    "service-account.verification-key", publicKey(signingKey, verificationKey));
        }

        public Path publicKey() {
            return publicKey(signingKey, verificationKey);
        }

        private static Path publicKey(Path signingKey, @Nullable Path verificationKey) {
            if (verificationKey != null) {
                return verificationKey;
            }
            var name = signingKey.getFileName().toString().replaceFirst("\\.(key|pem)$", "");
            return signingKey.resolveSibling(name + ".pub");
        }
    }

    /** What the node agents ask of us, and what we ask of them. Absent: no streams to nodes. */
    public record Kubelet(Path certificate, Path key, Path ca) {
        public Kubelet {
            Required.file("kubelet.certificate", certificate);
            Required.file("kubelet.key", key);
            Required.file("kubelet.ca", ca);
        }
    }

    /**
     * Bounds of what is served at a time; upstream's defaults.
     *
     * @param requests longest time of a request that is no watch and no stream
     */
    public record Limits(
            @DefaultValue("400") @Name("max-requests-inflight") int reading,
            @DefaultValue("200") @Name("max-mutating-requests-inflight") int mutating,
            @DefaultValue("60s") @Name("request-timeout") Duration requests) {
        public Limits {
            Required.positive("limits.max-requests-inflight", reading);
            Required.positive("limits.max-mutating-requests-inflight", mutating);
            Required.positive("limits.request-timeout", requests.toMillis());
        }
    }
}
