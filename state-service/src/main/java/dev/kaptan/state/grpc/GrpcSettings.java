package dev.kaptan.state.grpc;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how clients are served.
 *
 * @param tls null for plain text
 * @param progressInterval how often quiet watches that asked for it hear of progress
 */
public record GrpcSettings(
        InetSocketAddress listen, @Nullable MutualTls tls, Duration progressInterval) {

    /** PEM files: our certificate and key, and the CA that clients' certificates come from. */
    public record MutualTls(Path certificate, Path key, Path clientCa) {}
}
