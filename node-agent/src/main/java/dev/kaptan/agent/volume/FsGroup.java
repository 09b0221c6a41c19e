package dev.kaptan.agent.volume;

import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;

/** The group that owns a Pod's volumes: its files are readable and writable by the group. */
record FsGroup(int gid) {
    private static final int GROUP_READ_WRITE = 0060;
    private static final int SET_GID_AND_EXECUTE = 02010;

    static @Nullable FsGroup of(Pod pod) {
        var context = pod.getSpec().getSecurityContext();
        return context == null || context.getFsGroup() == null
                ? null
                : new FsGroup(Math.toIntExact(context.getFsGroup()));
    }

    void apply(Path root) throws IOException {
        var paths = new ArrayList<Path>();
        try (var walk = Files.walk(root)) {
            walk.forEach(paths::add);
        }
        for (var path : paths) {
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            if (!Files.isSymbolicLink(path)) {
                grant(path);
            }
        }
    }

    private static void grant(Path path) throws IOException {
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        int extra = GROUP_READ_WRITE | (Files.isDirectory(path) ? SET_GID_AND_EXECUTE : 0);
        if ((mode & extra) != extra) {
            Files.setAttribute(path, "unix:mode", mode & 07777 | extra, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
