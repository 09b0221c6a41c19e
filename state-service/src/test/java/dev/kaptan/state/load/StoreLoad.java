package dev.kaptan.state.load;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.Compare;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.TxnRequest;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code StoreLoad HOST:PORT SECONDS CLIENTS...} drives puts, transactions (compare mod revision
 * and put, the gateway's pattern), point gets and ranges of 500 with 1.5 KB values over four
 * channels, and prints rates and latencies; with {@code -Dpid=PID} of a local server also the CPU
 * time that it took per call, which says more than rates where the machine is shared.
 */
public final class StoreLoad {

    private static final int KEYS = 10_000;
    private static final int VALUE_BYTES = 1_500;
    private static final int CHANNELS = 4;

    private interface Call {
        void run(KVGrpc.KVBlockingStub stub, SplittableRandom random);
    }

    private final List<KVGrpc.KVBlockingStub> stubs = new ArrayList<>();
    private final ByteString value;

    private StoreLoad(List<ManagedChannel> channels) {
        channels.forEach(channel -> stubs.add(KVGrpc.newBlockingStub(channel)));
        var bytes = new byte[VALUE_BYTES];
        new SplittableRandom(1).nextBytes(bytes);
        value = ByteString.copyFrom(bytes);
    }

    public static void main(String... args) throws Exception {
        var channels = new ArrayList<ManagedChannel>();
        for (int i = 0; i < CHANNELS; i++) {
            channels.add(ManagedChannelBuilder.forTarget(args[0]).usePlaintext().build());
        }
        var load = new StoreLoad(channels);
        double seconds = Double.parseDouble(args[1]);
        for (var clients : Arrays.asList(args).subList(2, args.length)) {
            int count = Integer.parseInt(clients);
            load.measure("put", count, seconds, load::put);
            load.measure("get", count, seconds, load::get);
            load.measure("txn", count, seconds, load::txn);
            load.measure("range500", count, seconds, load::range);
        }
        channels.forEach(ManagedChannel::shutdownNow);
    }

    private void measure(String name, int clients, double seconds, Call call)
            throws InterruptedException, ExecutionException {
        double cpu = cpuSeconds();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        var latencies = new ArrayList<long[]>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<long[]>>();
            for (int client = 0; client < clients; client++) {
                var stub = stubs.get(client % stubs.size());
                var random = new SplittableRandom(client);
                running.add(threads.submit(() -> drive(call, stub, random, end)));
            }
            for (var each : running) {
                latencies.add(each.get());
            }
        }
        var all = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        System.out.printf(
                "%-9s %4d clients %9.0f/s  p50 %7.3f ms  p99 %7.3f ms  server %6.0f us/call%n",
                name,
                clients,
                all.length / seconds,
                all[all.length / 2] / 1e6,
                all[all.length * 99 / 100] / 1e6,
                (cpuSeconds() - cpu) * 1e6 / all.length);
    }

    private static double cpuSeconds() {
        var process = ProcessHandle.of(Long.getLong("pid", -1));
        return process.flatMap(each -> each.info().totalCpuDuration())
                .map(duration -> duration.toNanos() / 1e9)
                .orElse(Double.NaN);
    }

    private static long[] drive(
            Call call, KVGrpc.KVBlockingStub stub, SplittableRandom random, long end) {
        var latencies = new long[1 << 20];
        int count = 0;
        for (long begin = System.nanoTime(); begin < end && count < latencies.length; ) {
            call.run(stub, random);
            long now = System.nanoTime();
            latencies[count++] = now - begin;
            begin = now;
        }
        return Arrays.copyOf(latencies, count);
    }

    private void put(KVGrpc.KVBlockingStub stub, SplittableRandom random) {
        stub.put(put(key(random)));
    }

    private void get(KVGrpc.KVBlockingStub stub, SplittableRandom random) {
        stub.range(RangeRequest.newBuilder().setKey(key(random)).build());
    }

    private void txn(KVGrpc.KVBlockingStub stub, SplittableRandom random) {
        var key = key(random);
        var compare =
                Compare.newBuilder()
                        .setKey(key)
                        .setTarget(Compare.CompareTarget.MOD)
                        .setResult(Compare.CompareResult.GREATER)
                        .setModRevision(0);
        stub.txn(
                TxnRequest.newBuilder()
                        .addCompare(compare)
                        .addSuccess(RequestOp.newBuilder().setRequestPut(put(key)))
                        .build());
    }

    private void range(KVGrpc.KVBlockingStub stub, SplittableRandom random) {
        stub.range(
                RangeRequest.newBuilder()
                        .setKey(key(random))
                        .setRangeEnd(ByteString.copyFromUtf8("/registry/pods0"))
                        .setLimit(500)
                        .build());
    }

    private PutRequest put(ByteString key) {
        return PutRequest.newBuilder().setKey(key).setValue(value).build();
    }

    private static ByteString key(SplittableRandom random) {
        return ByteString.copyFromUtf8(
                "/registry/pods/default/pod-%05d".formatted(random.nextInt(KEYS)));
    }
}
