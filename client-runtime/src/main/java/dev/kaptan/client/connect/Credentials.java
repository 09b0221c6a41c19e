package dev.kaptan.client.connect;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Objects;

/** How a component proves to the API server who it is. */
public sealed interface Credentials {

    /** Everything stands in a kubeconfig file; its current context is used. */
    record Kubeconfig(Path file) implements Credentials {
        public Kubeconfig {
            Objects.requireNonNull(file, "file");
        }
    }

    /**
     * PEM files and a token, each as far as the server asks for it.
     *
     * @param master the server's address, such as {@code https://127.0.0.1:6443}
     */
    record Explicit(
            String master,
            @Nullable Path ca,
            @Nullable Path certificate,
            @Nullable Path key,
            @Nullable String token)
            implements Credentials {
        public Explicit {
            Objects.requireNonNull(master, "master");
            if ((certificate == null) != (key == null)) {
                throw new IllegalArgumentException(
                        "a client certificate and its key belong together: set both or neither");
            }
        }
    }
}
