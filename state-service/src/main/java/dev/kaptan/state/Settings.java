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
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Checks the properties against the machine and hands them to the parts. */
final class Settings {

    private static final String WHAT_TLS_TAKES =
            "TLS takes tls.certificate and tls.key, and tls.client-ca if clients are to show"
                    + " certificates";

    private Settings() {}

    static RatisSettings log(StateProperties properties) {
        return new RatisSettings(
                usableDirectory(properties.dataDir()),
                clusterToken(properties),
                properties.name(),
                PeerSettings.members(properties),
                properties.segmentSize().toBytes(),
                properties.snapshotEvery().toBytes(),
                properties.requestTimeout(),
                clientUrls(properties),
                PeerSettings.transport(properties),
                properties.initialClusterState() == StateProperties.InitialClusterState.EXISTING);
    }

    static PostgresSettings postgres(StateProperties properties, PostgresProperties database) {
        address("listen", properties.listen());
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
                address("listen", properties.listen()),
                tls(properties.tls()),
                properties.watchProgressInterval(),
                properties.quota().toBytes() == 0
                        ? GrpcSettings.usualQuota()
                        : properties.quota().toBytes());
    }

    private static List<String> clientUrls(StateProperties properties) {
        if (!properties.advertiseClientUrls().isEmpty()) {
            return properties.advertiseClientUrls();
        }
        var scheme = properties.tls().certificate() == null ? "http://" : "https://";
        return List.of(scheme + properties.listen());
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
            Files.createDirectories(directory, forItsOwner(directory));
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

    /**
     * What a store keeps may be secret, so that etcd lets nobody else into its directory either.
     */
    private static FileAttribute<?>[] forItsOwner(Path directory) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    static InetSocketAddress address(String property, String listen) {
        int colon = listen.lastIndexOf(':');
        try {
            var host = listen.substring(0, Math.max(0, colon)).replaceAll("[\\[\\]]", "");
            int port = Integer.parseInt(listen.substring(colon + 1));
            if (!host.isEmpty()) {
                return new InetSocketAddress(host, port);
            }
        } catch (IllegalArgumentException e) {
            throw noAddress(property, listen, e);
        }
        throw noAddress(property, listen, null);
    }

    private static InvalidSettingException noAddress(
            String property, String listen, @Nullable Throwable cause) {
        var problem =
                new InvalidSettingException(
                        property,
                        "'" + listen + "' is no host:port; give one such as 127.0.0.1:2379");
        if (cause != null) {
            problem.initCause(cause);
        }
        return problem;
    }

    private static GrpcSettings.@Nullable Tls tls(StateProperties.Tls tls) {
        var certificate = tls.certificate();
        var key = tls.key();
        var clientCa = tls.clientCa();
        if (certificate == null && key == null && clientCa == null) {
            return null;
        }
        return new GrpcSettings.Tls(
                readable("tls.certificate", certificate, WHAT_TLS_TAKES),
                readable("tls.key", key, WHAT_TLS_TAKES),
                clientCa == null ? null : clientCa(clientCa));
    }

    private static Path clientCa(String file) {
        if (file.isBlank()) {
            throw new InvalidSettingException(
                    "tls.client-ca",
                    "is empty; give a PEM file, or leave it out if clients are to be asked for no"
                            + " certificates");
        }
        return readable("tls.client-ca", Path.of(file), WHAT_TLS_TAKES);
    }

    static Path readable(String property, @Nullable Path file, String advice) {
        if (file == null) {
            throw new InvalidSettingException(property, "is missing; " + advice);
        }
        if (!Files.isReadable(file)) {
            throw new InvalidSettingException(property, file + " cannot be read; give a PEM file");
        }
        return file;
    }
}
