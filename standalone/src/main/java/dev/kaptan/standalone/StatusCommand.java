package dev.kaptan.standalone;

import dev.kaptan.state.client.StoreClient;
import dev.kaptan.state.client.StoreReport;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Tells how the API, the nodes and the store of a running cluster are. */
@Command(name = "status", description = "Tells how the API, the nodes and the store are")
final class StatusCommand implements Callable<Integer> {

    @Mixin private StoreOptions store = new StoreOptions();

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
        return store.named() ? ofStore() : ofCluster(store.dataDirectory());
    }

    private int ofCluster(@Nullable Path directory) throws IOException {
        if (directory == null || !Files.exists(directory.resolve("kubeconfig"))) {
            throw new IllegalArgumentException(
                    "there is no cluster in " + directory + ": ./kaptan up makes one");
        }
        var report = StatusReport.of(directory);
        print(report, report.table());
        return report.healthy() ? 0 : 1;
    }

    private int ofStore() throws IOException {
        try (var client = StoreClient.of(store.endpoints())) {
            var report = StoreReport.of(client);
            print(report, MemberTable.of(report.members()));
            return report.healthy() ? 0 : 1;
        }
    }

    private void print(Object report, String table) {
        System.out.println(
                switch (output) {
                    case TABLE -> table;
                    case JSON -> new KubernetesSerialization().asJson(report);
                });
    }
}
