package dev.kaptan.benchmarks;

import dev.kaptan.benchmarks.etcd.EtcdStores;
import dev.kaptan.benchmarks.kubernetes.ApiThroughput;
import dev.kaptan.benchmarks.kubernetes.ListNamespace;
import dev.kaptan.benchmarks.kubernetes.PodsBesideDocker;
import dev.kaptan.benchmarks.kubernetes.ScheduleDeployment;
import dev.kaptan.benchmarks.process.IdleProcess;
import dev.kaptan.benchmarks.process.Startup;
import dev.kaptan.benchmarks.scheduler.SchedulerLoop;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code benchmarks/run NAME --argument=value ...} */
public final class Main {

    private static final List<Benchmark> ALL =
            List.of(
                    new ScheduleDeployment(),
                    new ListNamespace(),
                    new ApiThroughput(),
                    new PodsBesideDocker(),
                    new IdleProcess(),
                    new Startup(),
                    new EtcdStores(),
                    new SchedulerLoop());

    private Main() {}

    public static void main(String[] words) {
        System.exit(run(List.of(words)));
    }

    private static int run(List<String> words) {
        @Nullable Benchmark chosen = words.isEmpty() ? null : find(words.getFirst());
        if (chosen == null) {
            System.err.println(usage());
            return 2;
        }
        try {
            measure(chosen, words);
            return 0;
        } catch (IllegalArgumentException misused) {
            System.err.println(misused.getMessage());
            return 2;
        } catch (Exception failed) {
            failed.printStackTrace();
            return 1;
        }
    }

    private static @Nullable Benchmark find(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
    }

    private static String usage() {
        return ALL.stream()
                .map(one -> "  %-10s %s".formatted(one.name(), one.summary()))
                .collect(
                        Collectors.joining(
                                "\n", "benchmarks/run NAME [--argument=value ...]\n", ""));
    }

    private static void measure(Benchmark benchmark, List<String> words) throws Exception {
        var arguments = Arguments.parse(words.subList(1, words.size()));
        Report report = benchmark.run(arguments);
        System.out.println("`benchmarks/run " + String.join(" ", words) + "`");
        System.out.println();
        System.out.println(report.markdown());
        System.out.println(Machine.description());
        Set<String> unused = arguments.neverAsked();
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException(benchmark.name() + " knows no " + unused);
        }
    }
}
