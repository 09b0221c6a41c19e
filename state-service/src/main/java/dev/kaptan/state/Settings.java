package dev.kaptan.state;

import dev.kaptan.state.backup.ClusterToken;
import dev.kaptan.state.grpc.GrpcSettings;
import dev.kaptan.state.node.Retention;
import dev.kaptan.state.postgres.PostgresSettings;
import dev.kaptan.state.ratis.RatisSettings;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks the properties against the machine and hands them to the parts. */
final class Settings {

    private Settings() {}

    static RatisSettings log(StateProperties properties) {
        return new RatisSettings(
                usableDirectory(properties.dataDir()),
                clusterToken(properties),
                properties.name(),
                List.of(new RatisSettings.Peer(properties.name(), "localhost:2380")),
                properties.segmentSize().toBytes(),
                properties.snapshotEvery().toBytes(),
                properties.requestTimeout());
    }

    static PostgresSettings postgres(StateProperties properties, PostgresProperties database) {
        address(properties.listen());
        return new PostgresSettings(
                database.requiredUrl(),
                database.username(),
                database.password(),
                database.schema(),
                properties.name(),
                (properties.tls().certificate() == null ? "http://" : "https://")
                        + properties.listen(),
                properties.requestTimeout(),
                database.pollInterval());
    }

    static Retention retention(StateProperties properties) {
        return new Retention(
                properties.historyRetention(),
                properties.historyRevisions(),
                properties.historyLimit().toBytes());
    }

    static GrpcSettings grpc(StateProperties properties) {
        return new GrpcSettings(
                address(properties.listen()),
                tls(properties.tls()),
                properties.watchProgressInterval(),
                properties.quota().toBytes() == 0
                        ? GrpcSettings.usualQuota()
                        : properties.quota().toBytes());
    }

    private static String clusterToken(StateProperties properties) {
        try {
            return ClusterToken.of(properties.dataDir(), properties.clusterToken());
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "data-dir", "its cluster-token cannot be read: " + e.getMessage(), e);
        }
    }

    private static Path usableDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "data-dir",
                    "cannot make the directory " + directory + ": " + e.getMessage(),
                    e);
        }
        if (!Files.isWritable(directory)) {
            throw new InvalidSettingException(
                    "data-dir", directory + " is not writable; give a directory that is");
        }
        return directory.toAbsolutePath();
    }

    private static InetSocketAddress address(String listen) {
        int colon = listen.lastIndexOf(':');
        try {
            var host = listen.substring(0, Math.max(0, colon)).replaceAll("[\\[\\]]", "");
            int port = Integer.parseInt(listen.substring(colon + 1));
            if (!host.isEmpty()) {
                return new InetSocketAddress(host, port);
            }
        } catch (IllegalArgumentException e) {
            throw noAddress(listen, e);
        }
        throw noAddress(listen, null);
    }

    private static InvalidSettingException noAddress(String listen, @Nullable Throwable cause) {
        var problem =
                new InvalidSettingException(
                        "listen",
                        "'" + listen + "' is no host:port; give one such as 127.0.0.1:2379");
        if (cause != null) {
            problem.initCause(cause);
        }
        return problem;
    }

    private static GrpcSettings.@Nullable MutualTls tls(StateProperties.Tls tls) {
        var certificate = tls.certificate();
        var key = tls.key();
        var clientCa = tls.clientCa();
        if (certificate == null && key == null && clientCa == null) {
            return null;
        }
        return new GrpcSettings.MutualTls(
                readable("tls.certificate", certificate),
                readable("tls.key", key),
                readable("tls.client-ca", clientCa));
    }

    private static Path readable(String property, @Nullable Path file) {
        if (file == null) {
            throw new InvalidSettingException(
                    property,
                    "is missing; give all of tls.certificate, tls.key, tls.client-ca or none");
        }
        if (!Files.isReadable(file)) {
            throw new InvalidSettingException(property, file + " cannot be read; give a PEM file");
        }
        return file;
    }
}
