package dev.kaptan.agent.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A directory whose files change all at once: they lie in a directory of their own to which {@code
 * ..data} points, and every visible name is a link through it (upstream's {@code AtomicWriter}).
 */
final class AtomicDirectory {
    private static final String DATA = "..data";

    private final Path root;

    AtomicDirectory(Path root) {
        this.root = root;
    }

    /** Returns whether anything changed. */
    boolean write(List<VolumeFile> files) throws IOException {
        Files.createDirectories(root);
        var data = root.resolve(DATA);
        if (Files.exists(data) && same(data, files)) {
            return false;
        }
        var old = Files.exists(data, LinkOption.NOFOLLOW_LINKS) ? data.toRealPath() : null;
        var fresh = Files.createTempDirectory(root, "..");
        setMode(fresh, 0755);
        for (var file : files) {
            writeFile(fresh.resolve(file.path()), file);
        }
        pointTo(data, fresh);
        link(files);
        if (old != null) {
            FileTrees.delete(old);
        }
        return true;
    }

    private static boolean same(Path data, List<VolumeFile> files) throws IOException {
        for (var file : files) {
            var path = data.resolve(file.path());
            if (!Files.isRegularFile(path)
                    || !Arrays.equals(Files.readAllBytes(path), file.content())) {
                return false;
            }
        }
        return FileTrees.countFiles(data.toRealPath()) == files.size();
    }

    private static void writeFile(Path path, VolumeFile file) throws IOException {
        Files.createDirectories(path.getParent());
        Files.write(path, file.content());
        setMode(path, file.mode());
    }

    private void pointTo(Path data, Path fresh) throws IOException {
        var next = root.resolve("..data_tmp");
        Files.deleteIfExists(next);
        Files.createSymbolicLink(next, fresh.getFileName());
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** One link for the first part of each path; links that lead nowhere any more go. */
    private void link(List<VolumeFile> files) throws IOException {
        var names = new TreeSet<String>();
        files.forEach(file -> names.add(file.path().split("/", 2)[0]));
        for (var name : names) {
            var link = root.resolve(name);
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, Path.of(DATA, name));
            }
        }
        try (var entries = Files.newDirectoryStream(root)) {
            for (var entry : entries) {
                var name = entry.getFileName().toString();
                if (!name.startsWith("..") && !names.contains(name)) {
                    Files.delete(entry);
                }
            }
        }
    }

    static void setMode(Path path, int mode) throws IOException {
        Files.setPosixFilePermissions(path, permissions(mode));
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var all = PosixFilePermission.values(); // owner read, write, execute, group ..., others ...
        var granted = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < all.length; bit++) {
            if ((mode & (0400 >> bit)) != 0) {
                granted.add(all[bit]);
            }
        }
        return granted;
    }
}
