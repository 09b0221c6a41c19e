package dev.kaptan.benchmarks.kubernetes;

import dev.kaptan.benchmarks.Arguments;
import dev.kaptan.benchmarks.Benchmark;
import dev.kaptan.benchmarks.Report;
import dev.kaptan.benchmarks.Sample;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** A Deployment over simulated Nodes, from apply until every Pod is bound. */
public final class ScheduleDeployment implements Benchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "schedule";
    }

    @Override
    public String summary() {
        return "a Deployment over simulated Nodes until all Pods are bound:"
                + " --kubeconfig=FILE --nodes=200 --replicas=2000 --rounds=1";
    }

    @Override
    public Report run(Arguments arguments) throws InterruptedException {
        int nodes = arguments.number("nodes", 200);
        int replicas = arguments.number("replicas", 2000);
        var rounds = new Times[arguments.number("rounds", 1)];
        try (Api api = Api.open(arguments);
                var simulated = SimulatedNodes.create(api, nodes)) {
            System.err.println(nodes + " Nodes are there");
            for (int i = 0; i < rounds.length; i++) {
                rounds[i] = measure(api, "benchmark-schedule-" + i, replicas);
                System.err.println(rounds[i]);
            }
        }
        Sample bound = Sample.of(Arrays.stream(rounds).mapToDouble(Times::bound).toArray());
        Sample created = Sample.of(Arrays.stream(rounds).mapToDouble(Times::created).toArray());
        String rate = String.format(Locale.ROOT, "%.0f", replicas / bound.median());
        return Report.of("nodes", "pods", "all created, s", "all bound, s", "pods/s")
                .row(nodes, replicas, created.summary(1), bound.summary(1), rate);
    }

    private record Times(double created, double bound) {}

    private static Times measure(Api api, String namespace, int replicas)
            throws InterruptedException {
        try (var workspace = Workspace.create(api, namespace);
                var watch = new PodWatch(api, namespace)) {
            var created = watch.counting(replicas, PodWatch.CREATED);
            var bound = watch.counting(replicas, PodWatch.BOUND);
            watch.start();
            long start = System.nanoTime();
            api.post(workspace.apps("deployments"), Deployments.simulated("load", replicas));
            double createdAfter = PodWatch.await(created, start, PATIENCE, "created");
            double boundAfter = PodWatch.await(bound, start, PATIENCE, "bound");
            Deployments.remove(api, workspace, "load");
            return new Times(createdAfter, boundAfter);
        }
    }
}
