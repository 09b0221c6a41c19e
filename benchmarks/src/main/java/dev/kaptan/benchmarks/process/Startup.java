package dev.kaptan.benchmarks.process;

import dev.kaptan.benchmarks.Arguments;
import dev.kaptan.benchmarks.Benchmark;
import dev.kaptan.benchmarks.Report;
import dev.kaptan.benchmarks.Sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long {@code ./kaptan up} takes until it says that the cluster is ready. */
public final class Startup implements Benchmark {

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String summary() {
        return "./kaptan up until ready, in a data directory of its own:"
                + " --rounds=5 --port=16443 --state-port=12379";
    }

    @Override
    public Report run(Arguments arguments) throws Exception {
        int rounds = arguments.number("rounds", 5);
        Path data = Files.createTempDirectory("kaptan-benchmark");
        var options =
                List.of(
                        "--data-dir=" + data,
                        "--port=" + arguments.text("port", "16443"),
                        "--state-port=" + arguments.text("state-port", "12379"));
        var seconds = new double[rounds + 1];
        try {
            for (int i = 0; i <= rounds; i++) {
                seconds[i] = up(options);
                System.err.printf("up %d: %.2f s%n", i, seconds[i]);
                kaptan("down", options);
            }
        } finally {
            kaptan("reset", options);
        }
        Sample again = Sample.of(Arrays.copyOfRange(seconds, 1, seconds.length));
        return Report.of("first up, new data, s", "further ups, s")
                .row(Sample.of(seconds[0]).summary(2), again.summary(2));
    }

    private static double up(List<String> options) throws IOException, InterruptedException {
        long start = System.nanoTime();
        kaptan("up", options);
        return (System.nanoTime() - start) / 1e9;
    }

    private static void kaptan(String command, List<String> options)
            throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("./kaptan", command));
        words.addAll(options);
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        // Not to the end of the stream, which the cluster that stays behind may hold open.
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", words) + " ended with " + code);
        }
    }
}
