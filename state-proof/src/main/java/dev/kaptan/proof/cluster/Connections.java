package dev.kaptan.proof.cluster;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Finds out which process opened a connection on loopback (proc(5): /proc/net/tcp, /proc/PID/fd).
 */
final class Connections {

    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int INODE = 9;

    private Connections() {}

    /** Whether the process holds the connection between the two ports, as seen from its side. */
    static boolean holds(long pid, int localPort, int remotePort) {
        var inode = inode(localPort, remotePort);
        return inode != null && descriptors(pid).contains("socket:[" + inode + "]");
    }

    private static @Nullable String inode(int localPort, int remotePort) {
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (var line : lines(Path.of(table))) {
                var fields = line.strip().split("\\s+");
                if (fields.length > INODE
                        && fields[LOCAL].endsWith(suffix(localPort))
                        && fields[REMOTE].endsWith(suffix(remotePort))) {
                    return fields[INODE];
                }
            }
        }
        return null;
    }

    private static String suffix(int port) {
        return ":%04X".formatted(port).toUpperCase(Locale.ROOT);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("this needs Linux's /proc", e);
        }
    }

    private static List<String> descriptors(long pid) {
        try (var links = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return links.map(Connections::target).toList();
        } catch (IOException gone) {
            return List.of();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
