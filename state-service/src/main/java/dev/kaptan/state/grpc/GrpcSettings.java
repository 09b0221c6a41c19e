package dev.kaptan.state.grpc;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how clients are served.
 *
 * @param tls null for plain text
 * @param quotaBytes of heap that keys and history may take, roughly
 * @param progressInterval how often quiet watches that asked for it hear of progress
 */
public record GrpcSettings(
        InetSocketAddress listen, @Nullable Tls tls, Duration progressInterval, long quotaBytes) {

    /** etcd's quota where none is given. */
    private static final long USUAL_QUOTA = 2L << 30;

    /** With {@link #usualQuota}. */
    public GrpcSettings(InetSocketAddress listen, @Nullable Tls tls, Duration progressInterval) {
        this(listen, tls, progressInterval, usualQuota());
    }

    /** etcd's 2 GiB, or 60 % of the heap if that is less: the rest is for the work itself. */
    public static long usualQuota() {
        return Math.min(USUAL_QUOTA, Runtime.getRuntime().maxMemory() / 5 * 3);
    }

    /** How clients are protected, for people to read. */
    public String protection() {
        if (tls == null) {
            return "in plain text";
        }
        return tls.clientCa() == null
                ? "over TLS, asking for no certificates"
                : "over TLS, demanding certificates";
    }

    /**
     * PEM files: our certificate with its key.
     *
     * @param clientCa whom clients must have a certificate of, as with etcd's {@code
     *     --trusted-ca-file}; null: they are asked for none, and who they are is not known
     */
    public record Tls(Path certificate, Path key, @Nullable Path clientCa) {}
}
