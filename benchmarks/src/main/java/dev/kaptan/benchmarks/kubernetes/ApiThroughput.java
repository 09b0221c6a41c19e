package dev.kaptan.benchmarks.kubernetes;

import dev.kaptan.benchmarks.Arguments;
import dev.kaptan.benchmarks.Benchmark;
import dev.kaptan.benchmarks.Load;
import dev.kaptan.benchmarks.Report;

import java.time.Duration;

/** Requests per second on ConfigMaps of one kibibyte, by verb and number of clients. */
public final class ApiThroughput implements Benchmark {

    private static final String FILLING = "x".repeat(1024);
    private static final int LISTED = 100;

    @Override
    public String name() {
        return "api";
    }

    @Override
    public String summary() {
        return "requests/s by verb, and a watch fan-out:"
                + " --kubeconfig=FILE --clients=1,16,64 --seconds=5 --watchers=100";
    }

    @Override
    public Report run(Arguments arguments) throws InterruptedException {
        var time = Duration.ofSeconds(arguments.number("seconds", 5));
        int watchers = arguments.number("watchers", 100);
        var report = Report.of("what", "clients", "per second", "p50 / p99, ms");
        try (Api api = Api.open(arguments);
                var workspace = Workspace.create(api, "benchmark-api")) {
            for (int clients : arguments.numbers("clients", "1,16,64")) {
                measure(new Verbs(api, workspace, clients), time, clients, report);
            }
            if (watchers > 0) {
                var fanOut = new WatchFanOut(api, workspace, watchers).measure(time);
                report.row("watch events to " + watchers + " watchers", 1, fanOut, "-");
            }
        }
        return report;
    }

    private static void measure(Verbs verbs, Duration time, int clients, Report report)
            throws InterruptedException {
        row(report, "create", Load.during(time, clients, verbs::create));
        row(report, "get", Load.during(time, clients, verbs::get));
        row(report, "list of " + LISTED, Load.during(time, clients, verbs::list));
        row(report, "patch", Load.during(time, clients, verbs::patch));
        row(report, "update", Load.during(time, clients, verbs::update));
        row(report, "delete", Load.times(verbs.created(), clients, verbs::delete));
    }

    private static void row(Report report, String verb, Load.Result result) {
        System.err.println(verb + " " + result);
        report.row(verb, result.clients(), result.rate(), result.latency());
    }

    static String configMap(String name, String value) {
        return """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s"},"data":{"filling":"%s",\
        "value":"%s"}}\
        """
                .formatted(name, FILLING, value);
    }

    /** The requests; each client works on names of its own. */
    private static final class Verbs {

        private final Api api;
        private final Workspace workspace;
        private final int clients;
        private final int[] created;

        Verbs(Api api, Workspace workspace, int clients) {
            this.api = api;
            this.workspace = workspace;
            this.clients = clients;
            this.created = new int[clients];
        }

        void create(int client, int number) {
            api.post(workspace.core("configmaps"), configMap(name(client, number), "new"));
            created[client] = number + 1;
        }

        void get(int client, int number) {
            api.get(path(client, number));
        }

        void list(int client, int number) {
            api.get(workspace.core("configmaps?limit=" + LISTED));
        }

        void patch(int client, int number) {
            api.patch(
                    path(client, number),
                    Api.MERGE_PATCH,
                    "{\"data\":{\"value\":\"" + number + "\"}}");
        }

        void update(int client, int number) {
            String name = name(client, number % created[client]);
            api.put(path(client, number), configMap(name, "updated"));
        }

        void delete(int client, int number) {
            api.ignoringRepetition(() -> api.delete(path(number % clients, number / clients)));
        }

        int created() {
            int most = 0;
            for (int one : created) {
                most = Math.max(most, one);
            }
            return most * clients;
        }

        private static String name(int client, int number) {
            return "c" + client + "-" + number;
        }

        private String path(int client, int number) {
            return workspace.core("configmaps/" + name(client, number % created[client]));
        }
    }
}
