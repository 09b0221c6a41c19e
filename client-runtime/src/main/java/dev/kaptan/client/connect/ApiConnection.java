package dev.kaptan.client.connect;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.TlsVersion;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Opens the connection of one component; one is enough for a process. */
public final class ApiConnection {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private ApiConnection() {}

    /**
     * Opens a client without asking the server anything, so that the server may start later.
     *
     * @param component names the caller in the server's audit log, such as {@code scheduler}
     * @throws UnusableCredentialsException when a file is missing or does not parse; names the file
     */
    public static KubernetesClient open(Credentials credentials, String component) {
        var config = configure(credentials);
        config.setUserAgent("kaptan-" + component + "/" + version());
        config.setOnlyHttpWatches(true);
        config.setConnectionTimeout((int) CONNECT_TIMEOUT.toMillis());
        config.setRequestTimeout((int) REQUEST_TIMEOUT.toMillis());
        // A retry inside the client would hide the error from the work queue, which backs off per
        // key.
        config.setRequestRetryBackoffLimit(0);
        config.setClientKeyAlgo(keyAlgorithm(config));
        config.setTlsVersions(new TlsVersion[] {TlsVersion.TLS_1_3, TlsVersion.TLS_1_2});
        keepFromLookingForTokens(config);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /**
     * Without a token, fabric8 looks for one in the kubeconfig: from the second minute on it reads
     * and parses the whole file anew for every request. Who has a certificate needs none.
     */
    private static void keepFromLookingForTokens(Config config) {
        boolean certificate =
                config.getClientCertData() != null || config.getClientCertFile() != null;
        boolean token =
                config.getOauthToken() != null
                        || config.getAutoOAuthToken() != null
                        || config.getAuthProvider() != null;
        if (certificate && !token) {
            config.setOauthTokenProvider(() -> null);
        }
    }

    private static Config configure(Credentials credentials) {
        return switch (credentials) {
            case Credentials.Kubeconfig(Path file) -> kubeconfig(file);
            case Credentials.Explicit explicit -> explicit(explicit);
        };
    }

    private static Config kubeconfig(Path file) {
        requireReadable("kubeconfig", file);
        try {
            return Config.fromKubeconfig(file.toFile());
        } catch (RuntimeException malformed) {
            throw new UnusableCredentialsException(
                    "kubeconfig " + file + " does not parse: " + malformed.getMessage(), malformed);
        }
    }

    private static Config explicit(Credentials.Explicit explicit) {
        // Config.empty() would still read the environment of the process; the builder with false
        // does not.
        var builder = new ConfigBuilder(Config.empty()).withMasterUrl(explicit.master());
        return builder.withCaCertFile(readable("CA", explicit.ca()))
                .withClientCertFile(readable("client certificate", explicit.certificate()))
                .withClientKeyFile(readable("client key", explicit.key()))
                .withOauthToken(explicit.token())
                .build();
    }

    private static @Nullable String keyAlgorithm(Config config) {
        try {
            return KeyAlgorithm.of(config);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new UnusableCredentialsException(
                    "the client key cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static @Nullable String readable(String what, @Nullable Path file) {
        if (file == null) {
            return null;
        }
        requireReadable(what, file);
        return file.toString();
    }

    private static void requireReadable(String what, Path file) {
        if (!Files.isReadable(file)) {
            throw new UnusableCredentialsException(what + " file " + file + " cannot be read");
        }
    }

    private static String version() {
        var version = ApiConnection.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
