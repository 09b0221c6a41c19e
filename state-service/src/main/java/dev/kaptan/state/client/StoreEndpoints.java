package dev.kaptan.state.client;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the members of a store listen and how to prove who we are.
 *
 * @param uris {@code https://host:port} or {@code http://host:port}, all of one scheme
 * @param tls absent for plain HTTP
 */
public record StoreEndpoints(List<URI> uris, @Nullable Tls tls) {

    /** PEM files: the authority of the servers, the client's certificate and its key. */
    public record Tls(Path ca, Path certificate, Path key) {}

    public StoreEndpoints {
        uris = List.copyOf(uris);
        if (uris.isEmpty()) {
            throw new IllegalArgumentException("no endpoint of a store is given");
        }
        for (var uri : uris) {
            check(uri, tls != null);
        }
    }

    /** As users name the files: all three, or none for plain HTTP. */
    public static StoreEndpoints of(
            List<URI> uris, @Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {
        if (ca == null && certificate == null && key == null) {
            return new StoreEndpoints(uris, null);
        }
        if (ca == null || certificate == null || key == null) {
            throw new IllegalArgumentException(
                    "the CA, the certificate and the key belong together: give all three, or none"
                            + " for plain HTTP");
        }
        return new StoreEndpoints(
                uris,
                new Tls(ca.toAbsolutePath(), certificate.toAbsolutePath(), key.toAbsolutePath()));
    }

    private static void check(URI uri, boolean secure) {
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException(
                    "the endpoint '" + uri + "' is not of the form https://host:port");
        }
        if (secure != "https".equals(uri.getScheme())) {
            throw new IllegalArgumentException(
                    "the endpoint '"
                            + uri
                            + "' does not fit: https needs a CA, a certificate and a key, http"
                            + " takes none of them");
        }
    }
}
