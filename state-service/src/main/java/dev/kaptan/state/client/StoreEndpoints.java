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

    /**
     * How the servers are known, and we to them.
     *
     * @param ca PEM file of the servers' authority
     * @param identity null for a store that demands no certificates
     */
    public record Tls(Path ca, @Nullable Identity identity) {}

    /** PEM files: a certificate and its key. */
    public record Identity(Path certificate, Path key) {}

    public StoreEndpoints {
        uris = List.copyOf(uris);
        if (uris.isEmpty()) {
            throw new IllegalArgumentException("no endpoint of a store is given");
        }
        for (var uri : uris) {
            check(uri, tls != null);
        }
    }

    /**
     * As users name the files: the CA alone, all three where the store demands certificates, or
     * none for plain HTTP.
     */
    public static StoreEndpoints of(
            List<URI> uris, @Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {
        var identity = identity(certificate, key);
        if (ca != null) {
            return new StoreEndpoints(uris, new Tls(ca.toAbsolutePath(), identity));
        }
        if (identity != null) {
            throw new IllegalArgumentException(
                    "a client's certificate is for TLS, which needs the CA of the servers as well:"
                            + " give it too, or none of them for plain HTTP");
        }
        return new StoreEndpoints(uris, null);
    }

    /** Whom we show ourselves as, null if the store demands no certificates. */
    public @Nullable Identity identity() {
        return tls == null ? null : tls.identity();
    }

    private static @Nullable Identity identity(@Nullable Path certificate, @Nullable Path key) {
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new IllegalArgumentException(
                    "the client's "
                            + (key == null ? "certificate has no key" : "key has no certificate")
                            + ": give both, or neither if the store demands none");
        }
        return new Identity(certificate.toAbsolutePath(), key.toAbsolutePath());
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
                            + "' does not fit: https needs the CA of the servers, http takes"
                            + " neither a CA nor a certificate");
        }
    }
}
