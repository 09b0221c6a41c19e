package dev.kaptan.client.boot;

import dev.kaptan.client.connect.Credentials;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import java.nio.file.Path;

/**
 * How a service reaches the API server: a kubeconfig, or an address with PEM files.
 *
 * @param kubeconfig a kubeconfig file; excludes all others
 * @param master the server's address
 * @param ca the PEM file of the CA that signed the server's certificate
 * @param certificate the PEM file of the client certificate
 * @param key the PEM file of its key
 * @param token a bearer token
 */
@ConfigurationProperties("kaptan.client")
public record ClientProperties(
        @Nullable Path kubeconfig,
        @Nullable String master,
        @Nullable Path ca,
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable String token) {
    public ClientProperties {
        if ((kubeconfig == null) == (master == null)) {
            throw new IllegalArgumentException(
                    "set either kaptan.client.kubeconfig (a kubeconfig file) or"
                            + " kaptan.client.master (such as https://127.0.0.1:6443), not "
                            + (kubeconfig == null ? "neither" : "both"));
        }
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException(
                    "kaptan.client.certificate and kaptan.client.key belong together:"
                            + " set both or neither");
        }
    }

    Credentials credentials() {
        if (kubeconfig != null) {
            return new Credentials.Kubeconfig(kubeconfig);
        }
        if (master == null) {
            throw new IllegalStateException("the constructor lets nobody set neither");
        }
        return new Credentials.Explicit(master, ca, certificate, key, token);
    }
}
