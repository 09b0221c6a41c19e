package dev.kaptan.standalone;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.Compare;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.TxnRequest;
import dev.kaptan.state.client.StoreClient;
import dev.kaptan.state.client.StoreEndpoints;

import io.fabric8.kubernetes.client.KubernetesClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Starts a throw-away cluster, or its store alone, uses it a little and stops it, so that the JDK
 * can record which classes a start needs (JEP 514). It has no container engine, so that it never
 * touches one.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {

    private static final int CALLS = 20;

    @Option(names = "--store", description = "Only the store")
    private boolean storeAlone;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("kaptan-train");
        try {
            var options =
                    new ClusterOptions(
                            directory,
                            ClusterOptions.DEFAULT_PORT,
                            ClusterOptions.DEFAULT_STATE_PORT,
                            1,
                            1,
                            "unix://" + directory + "/no-engine",
                            null);
            var process =
                    new ClusterProcess(
                            ListenPorts.onSparePorts(options, ThreadLocalRandom.current()));
            if (storeAlone) {
                process.runStore(store -> {
                    exercise(store);
                    process.stop();
                });
            } else {
                process.run((pki, readiness) -> {
                    try (var client = ApiAccess.client(pki.kubeconfig("kubeconfig"))) {
                        exercise(client);
                    }
                    process.stop();
                });
            }
            return 0;
        } finally {
            delete(directory);
        }
    }

    /** What the gateway does to an object: a compare-and-put transaction, and a range. */
    private static void exercise(StoreEndpoints store) throws IOException {
        try (var client = StoreClient.of(store)) {
            var kv = KVGrpc.newBlockingStub(client.to(store.uris().getFirst()));
            var key = ByteString.copyFromUtf8("/registry/trained");
            for (int i = 0; i < CALLS; i++) {
                kv.txn(created(key));
                kv.range(RangeRequest.newBuilder().setKey(key).build());
            }
        }
    }

    private static TxnRequest created(ByteString key) {
        var absent =
                Compare.newBuilder()
                        .setTarget(Compare.CompareTarget.MOD)
                        .setKey(key)
                        .setModRevision(0);
        var put = PutRequest.newBuilder().setKey(key).setValue(key);
        return TxnRequest.newBuilder()
                .addCompare(absent)
                .addSuccess(RequestOp.newBuilder().setRequestPut(put))
                .build();
    }

    private static void exercise(KubernetesClient client) {
        client.raw("/openapi/v2");
        client.raw("/apis");
        client.pods().inAnyNamespace().list();
        client.apps().deployments().inNamespace("default").list();
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
