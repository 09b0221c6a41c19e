package dev.kaptan.benchmarks.kubernetes;

import dev.kaptan.benchmarks.Arguments;
import dev.kaptan.benchmarks.Benchmark;
import dev.kaptan.benchmarks.Load;
import dev.kaptan.benchmarks.Report;
import dev.kaptan.benchmarks.Sample;
import dev.kaptan.benchmarks.process.Shell;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Pods from apply until all are ready, beside {@code docker run} of as many containers: for each
 * Pod one that holds the network and one that joins it. Both in turn, several rounds.
 */
public final class PodsBesideDocker implements Benchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "pods";
    }

    @Override
    public String summary() {
        return "Pods until ready beside plain docker run: --kubeconfig=FILE --pods=10 --rounds=5"
                + " --parallel=4 --image=busybox:1.36 --sandbox=kaptan.dev/pause:1";
    }

    @Override
    public Report run(Arguments arguments) throws Exception {
        int pods = arguments.number("pods", 10);
        int rounds = arguments.number("rounds", 5);
        int parallel = arguments.number("parallel", 4);
        String image = arguments.text("image", "busybox:1.36");
        String sandbox = arguments.text("sandbox", "kaptan.dev/pause:1");
        var ours = new double[rounds];
        var docker = new double[rounds];
        try (Api api = Api.open(arguments);
                var workspace = Workspace.create(api, "benchmark-pods")) {
            for (int i = 0; i < rounds; i++) {
                ours[i] = pods(api, workspace, pods, image, "round-" + i);
                docker[i] = containers(pods, parallel, sandbox, image);
                System.err.printf("round %d: %.2f s, docker %.2f s%n", i, ours[i], docker[i]);
            }
        }
        return report(pods, parallel, Sample.of(ours), Sample.of(docker));
    }

    private static Report report(int pods, int parallel, Sample ours, Sample docker) {
        String ratio = String.format(Locale.ROOT, "%.2f", ours.median() / docker.median());
        return Report.of(
                        "pods",
                        "apply to all ready, s",
                        "docker run of " + 2 * pods + ", " + parallel + " at once, s",
                        "ratio of medians")
                .row(pods, ours.summary(2), docker.summary(2), ratio);
    }

    private static double pods(Api api, Workspace workspace, int pods, String image, String name)
            throws InterruptedException {
        try (var watch = new PodWatch(api, workspace.name())) {
            var ready = watch.counting(pods, PodWatch.READY);
            watch.start();
            long start = System.nanoTime();
            api.post(workspace.apps("deployments"), Deployments.sleeping(name, pods, image));
            double seconds = PodWatch.await(ready, start, PATIENCE, "ready");
            Deployments.remove(api, workspace, name);
            return seconds;
        }
    }

    private static double containers(int pods, int parallel, String sandbox, String image)
            throws InterruptedException, IOException {
        try {
            long start = System.nanoTime();
            Load.times(pods, parallel, (client, number) -> pair(number, sandbox, image));
            return (System.nanoTime() - start) / 1e9;
        } finally {
            remove(pods);
        }
    }

    private static void pair(int number, String sandbox, String image) throws Exception {
        Shell.run("docker", "run", "-d", "--name", holder(number), sandbox);
        Shell.run(
                "docker",
                "run",
                "-d",
                "--name",
                app(number),
                "--network",
                "container:" + holder(number),
                image,
                "sleep",
                "3600");
    }

    private static void remove(int pods) throws InterruptedException, IOException {
        var command = new ArrayList<>(List.of("docker", "rm", "-f"));
        for (int i = 0; i < pods; i++) {
            command.add(app(i));
            command.add(holder(i));
        }
        Shell.run(command);
    }

    private static String holder(int number) {
        return "benchmark-holder-" + number;
    }

    private static String app(int number) {
        return "benchmark-app-" + number;
    }
}
