package dev.kaptan.benchmarks.kubernetes;

import dev.kaptan.benchmarks.Arguments;
import dev.kaptan.benchmarks.Benchmark;
import dev.kaptan.benchmarks.Load;
import dev.kaptan.benchmarks.Report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lists one small namespace while the number of Pods elsewhere grows: its time should not. */
public final class ListNamespace implements Benchmark {

    private static final int CREATORS = 16;
    private static final String ELSEWHERE = "benchmark-list-elsewhere";

    @Override
    public String name() {
        return "list";
    }

    @Override
    public String summary() {
        return "one namespace listed among ever more Pods elsewhere:"
                + " --kubeconfig=FILE --size=50 --totals=50,2000,10000 --seconds=5";
    }

    @Override
    public Report run(Arguments arguments) throws InterruptedException {
        int size = arguments.number("size", 50);
        List<Integer> totals = arguments.numbers("totals", "50,2000,10000");
        var time = Duration.ofSeconds(arguments.number("seconds", 5));
        var report = Report.of("listed", "pods in all", "lists/s", "p50 / p99, ms");
        try (Api api = Api.open(arguments);
                var small = Workspace.create(api, "benchmark-list");
                var large = Workspace.create(api, ELSEWHERE)) {
            create(api, small, 0, size);
            Load.during(time, 1, (client, number) -> api.get(small.core("pods")));
            int there = size;
            for (int total : totals) {
                create(api, large, there - size, total - size);
                there = Math.max(there, total);
                var result = Load.during(time, 1, (client, number) -> api.get(small.core("pods")));
                report.row(size, there, result.rate(), result.latency());
                System.err.println(there + " pods: " + result);
            }
            for (var workspace : new ArrayList<>(List.of(small, large))) {
                api.delete(workspace.core("pods") + "?gracePeriodSeconds=0");
            }
        }
        return report;
    }

    private static void create(Api api, Workspace workspace, int from, int to)
            throws InterruptedException {
        if (to > from) {
            Load.times(
                    to - from,
                    CREATORS,
                    (client, number) ->
                            api.post(workspace.core("pods"), pod("p-" + (from + number))));
        }
    }

    /** A Pod that no scheduler takes. */
    private static String pod(String name) {
        return String.format(
                Locale.ROOT,
                """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","labels":{"app":"load"}},\
                "spec":{"schedulerName":"nobody","terminationGracePeriodSeconds":0,\
                "containers":[{"name":"c","image":"busybox:1.36","env":[{"name":"A","value":"1"}],\
                "resources":{"requests":{"cpu":"100m","memory":"100Mi"}}}]}}\
                """,
                name);
    }
}
