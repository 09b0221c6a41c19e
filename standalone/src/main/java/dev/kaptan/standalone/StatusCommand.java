package dev.kaptan.standalone;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Tells how the API, the nodes and the store of a running cluster are. */
@Command(name = "status", description = "Tells how the API, the nodes and the store are")
final class StatusCommand implements Callable<Integer> {

    @Option(names = "--data-dir", required = true)
    private @Nullable Path dataDirectory;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table")
    private Output output = Output.TABLE;

    enum Output {
        TABLE,
        JSON
    }

    @Override
    public Integer call() throws IOException {
        if (dataDirectory == null || !Files.exists(dataDirectory.resolve("kubeconfig"))) {
            throw new IllegalArgumentException(
                    "there is no cluster in " + dataDirectory + ": ./kaptan up makes one");
        }
        var report = StatusReport.of(dataDirectory);
        System.out.println(
                switch (output) {
                    case TABLE -> report.table();
                    case JSON -> new KubernetesSerialization().asJson(report);
                });
        return report.healthy() ? 0 : 1;
    }
}
