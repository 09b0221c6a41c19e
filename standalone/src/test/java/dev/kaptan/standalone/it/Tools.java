package dev.kaptan.standalone.it;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The programs that the tests drive the cluster with. */
final class Tools {

    private static final Duration QUICK = Duration.ofSeconds(20);

    private Tools() {}

    static boolean kubectlInstalled() {
        var missing = new ArrayList<String>();
        require(missing, "kubectl", "kubectl", "version", "--client");
        return missing.isEmpty();
    }

    static boolean clientsInstalled() {
        var missing = new ArrayList<String>();
        require(missing, "etcdctl", "etcdctl", "version");
        return missing.isEmpty() && kubectlInstalled();
    }

    static List<String> missing() {
        var missing = new ArrayList<String>();
        require(missing, "Docker engine", "docker", "version");
        require(missing, "image busybox:1.36", "docker", "image", "inspect", "busybox:1.36");
        require(missing, "image nginx:1.27", "docker", "image", "inspect", "nginx:1.27");
        require(missing, "kubectl", "kubectl", "version", "--client");
        require(missing, "etcdctl", "etcdctl", "version");
        return missing;
    }

    private static void require(List<String> missing, String what, String... command) {
        try {
            if (Command.of(command).run(QUICK).exitCode() != 0) {
                missing.add(what);
            }
        } catch (UncheckedIOException e) {
            missing.add(what);
        }
    }
}
