package dev.kaptan.gateway.etcd;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

import dev.kaptan.api.engine.store.KeyValueStore;
import dev.kaptan.etcd.api.Compare;
import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.TxnRequest;
import dev.kaptan.etcd.api.TxnResponse;

import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * {@link KeyValueStore} over any etcd v3 endpoint. One channel carries the calls, another one all
 * watches, so that a long list never delays an event.
 */
public final class EtcdStore implements KeyValueStore {

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Reconnection callConnection;
    private final Reconnection watchConnection;
    private final EtcdCalls calls;
    private final Leases leases;
    private final WatchStream watches;

    public EtcdStore(EtcdEndpoints endpoints, Clock clock, MeterRegistry meters) {
        this(endpoints, clock, meters, EtcdCalls.DEADLINE);
    }

    EtcdStore(EtcdEndpoints endpoints, Clock clock, MeterRegistry meters, Duration deadline) {
        callConnection = Reconnection.of(endpoints, executor);
        watchConnection = Reconnection.of(endpoints, executor);
        calls = new EtcdCalls(callConnection, deadline, new EtcdTimers(meters));
        leases = new Leases(calls, clock);
        watches = new WatchStream(watchConnection, executor);
    }

    @Override
    public @Nullable Entry get(String key) {
        var request = RangeRequest.newBuilder().setKey(Ranges.key(key)).build();
        var found = calls.read("get", 0, stub -> stub.range(request));
        return found.getKvsCount() == 0 ? null : Ranges.entry(found.getKvs(0));
    }

    @Override
    public Page list(String prefix, @Nullable String startAfter, int limit, long revision) {
        var from = startAfter == null ? Ranges.key(prefix) : Ranges.after(startAfter);
        var request =
                RangeRequest.newBuilder()
                        .setKey(from)
                        .setRangeEnd(Ranges.endOf(prefix))
                        .setLimit(limit)
                        .setRevision(revision)
                        .build();
        var found = calls.read("list", revision, stub -> stub.range(request));
        var entries = found.getKvsList().stream().map(Ranges::entry).toList();
        long readAt = revision > 0 ? revision : found.getHeader().getRevision();
        long remaining = found.getMore() ? found.getCount() - entries.size() : 0;
        return new Page(entries, readAt, found.getMore(), remaining);
    }

    @Override
    public long currentRevision() {
        var request = RangeRequest.newBuilder().setKey(Ranges.after("")).setCountOnly(true).build();
        return calls.read("revision", 0, stub -> stub.range(request)).getHeader().getRevision();
    }

    @Override
    public Outcome put(String key, byte[] value, long expectedModRevision) {
        return put(key, value, expectedModRevision, 0);
    }

    @Override
    public Outcome putExpiring(
            String key, byte[] value, long expectedModRevision, long ttlSeconds) {
        return put(key, value, expectedModRevision, leases.leaseFor(ttlSeconds));
    }

    private Outcome put(String key, byte[] value, long expectedModRevision, long lease) {
        var name = Ranges.key(key);
        var put =
                PutRequest.newBuilder()
                        .setKey(name)
                        .setValue(UnsafeByteOperations.unsafeWrap(value))
                        .setLease(lease);
        var operation = RequestOp.newBuilder().setRequestPut(put).build();
        return commit(
                expectedModRevision == 0 ? "create" : "update",
                name,
                expectedModRevision,
                operation);
    }

    @Override
    public Outcome delete(String key, long expectedModRevision) {
        var name = Ranges.key(key);
        var operation =
                RequestOp.newBuilder()
                        .setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(name))
                        .build();
        return commit("delete", name, expectedModRevision, operation);
    }

    private Outcome commit(
            String operation, ByteString key, long expectedModRevision, RequestOp success) {
        var unchanged =
                Compare.newBuilder()
                        .setKey(key)
                        .setTarget(Compare.CompareTarget.MOD)
                        .setResult(Compare.CompareResult.EQUAL)
                        .setModRevision(expectedModRevision);
        var current = RequestOp.newBuilder().setRequestRange(RangeRequest.newBuilder().setKey(key));
        var txn =
                TxnRequest.newBuilder()
                        .addCompare(unchanged)
                        .addSuccess(success)
                        .addFailure(current)
                        .build();
        return outcome(calls.write(operation, stub -> stub.txn(txn)));
    }

    private static Outcome outcome(TxnResponse response) {
        if (response.getSucceeded()) {
            return new Outcome.Done(response.getHeader().getRevision());
        }
        var found = response.getResponses(0).getResponseRange();
        return new Outcome.Conflict(
                found.getKvsCount() == 0 ? null : Ranges.entry(found.getKvs(0)));
    }

    @Override
    public AutoCloseable watch(String prefix, long startRevision, Listener listener) {
        return watches.watch(prefix, startRevision, listener);
    }

    @Override
    public void requestProgress() {
        watches.requestProgress();
    }

    @Override
    public void close() {
        watches.close();
        var channels = List.of(callConnection.channel(), watchConnection.channel());
        channels.forEach(ManagedChannel::shutdownNow);
        channels.forEach(EtcdStore::awaitEnd);
        executor.shutdownNow();
    }

    /** What a channel still has to say it says on the executor. */
    private static void awaitEnd(ManagedChannel channel) {
        try {
            channel.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
