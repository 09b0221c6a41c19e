package dev.kaptan.gateway.etcd;

import dev.kaptan.api.engine.store.KeyValueStore;
import dev.kaptan.api.engine.store.KeyValueStoreContract;
import dev.kaptan.etcd.api.CompactionRequest;
import dev.kaptan.etcd.api.KVGrpc;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;

/** The engine's contract of a store, on a real etcd. */
@EnabledIf(
        value = "dev.kaptan.gateway.etcd.EtcdProcess#installed",
        disabledReason = "no etcd on the PATH")
class EtcdStoreContractIT extends KeyValueStoreContract {

    @TempDir Path folder;
    private EtcdProcess etcd;

    EtcdProcess start(Path data) throws IOException {
        return new EtcdProcess(data);
    }

    @Override
    protected KeyValueStore create() throws Exception {
        etcd = start(folder.resolve("data"));
        return new LateProgress(
                new EtcdStore(etcd.endpoints(), Clock.systemUTC(), new SimpleMeterRegistry()));
    }

    @Override
    protected void compact(KeyValueStore store, long revision) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var channel = Reconnection.of(etcd.endpoints(), executor).channel();
            KVGrpc.newBlockingStub(channel)
                    .compact(CompactionRequest.newBuilder().setRevision(revision).build());
            channel.shutdownNow();
        }
    }

    @AfterEach
    void stop() throws Exception {
        etcd.close();
    }
}
