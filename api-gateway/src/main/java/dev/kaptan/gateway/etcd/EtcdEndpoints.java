package dev.kaptan.gateway.etcd;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the store listens and how to prove who we are.
 *
 * @param uris {@code https://host:port} or {@code http://host:port}, all of one scheme
 * @param tls absent for plain HTTP
 */
public record EtcdEndpoints(List<URI> uris, @Nullable Tls tls) {

    /**
     * How the servers are known, and we to them.
     *
     * @param authority PEM file of the servers' authority
     * @param identity null for a store that demands no certificates
     */
    public record Tls(Path authority, @Nullable Identity identity) {}

    /** PEM files: a certificate with its key. */
    public record Identity(Path certificate, Path key) {}

    public EtcdEndpoints {
        uris = List.copyOf(uris);
        if (uris.isEmpty()) {
            throw new IllegalArgumentException("no etcd endpoint given");
        }
        for (var uri : uris) {
            check(uri, tls != null);
        }
    }

    private static void check(URI uri, boolean secure) {
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException(
                    "etcd endpoint '" + uri + "' is not of the form https://host:port");
        }
        if (secure != "https".equals(uri.getScheme())) {
            throw new IllegalArgumentException(
                    "etcd endpoint '"
                            + uri
                            + "' does not fit: https needs the CA of the servers, http must have"
                            + " neither CA nor certificate");
        }
    }
}
