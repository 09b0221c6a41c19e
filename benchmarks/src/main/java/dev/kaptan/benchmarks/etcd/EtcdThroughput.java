package dev.kaptan.benchmarks.etcd;

import com.google.protobuf.ByteString;

import dev.kaptan.benchmarks.Arguments;
import dev.kaptan.benchmarks.Benchmark;
import dev.kaptan.benchmarks.Load;
import dev.kaptan.benchmarks.Report;

import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Puts, gets and the transaction of an API server's update, by number of clients. */
public final class EtcdThroughput implements Benchmark {

    private static final String PREFIX = "/benchmark/";
    private static final int KEYS = 10_000;
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "etcd";
    }

    @Override
    public String summary() {
        return "puts, gets and transactions of 1.5 KB values: --endpoint=127.0.0.1:2379"
                + " --ca=FILE --cert=FILE --key=FILE --clients=1,16,64,256 --seconds=5"
                + " --channels=4";
    }

    @Override
    public Report run(Arguments arguments) throws IOException, InterruptedException {
        var time = Duration.ofSeconds(arguments.number("seconds", 5));
        var report = Report.of("what", "clients", "per second", "p50 / p99, ms");
        try (var channels = EtcdChannels.open(arguments)) {
            List<Integer> clients = arguments.numbers("clients", "1,16,64,256");
            var operations = new Operations(channels, Collections.max(clients));
            operations.clear();
            try {
                Load.times(KEYS, 64, operations::fill);
                Load.during(WARM_UP, 64, operations::get);
                for (int atOnce : clients) {
                    row(report, "put", Load.during(time, atOnce, operations::put));
                    row(report, "get", Load.during(time, atOnce, operations::get));
                    row(report, "txn", Load.during(time, atOnce, operations::update));
                }
            } finally {
                operations.clear();
            }
        }
        return report;
    }

    private static void row(Report report, String what, Load.Result result) {
        System.err.println(what + " " + result);
        report.row(what, result.clients(), result.rate(), result.latency());
    }

    /** The requests. */
    private static final class Operations {

        private static final ByteString VALUE =
                ByteString.copyFrom(bytes(new SplittableRandom(1), 1500));

        private final EtcdChannels channels;

        /** Of the key that each client updates, 0 before it is there. */
        private final long[] revisions;

        Operations(EtcdChannels channels, int clients) {
            this.channels = channels;
            this.revisions = new long[clients];
        }

        private static byte[] bytes(SplittableRandom random, int length) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        }

        void fill(int client, int number) {
            channels.stub(client).put(putOf(key(number)));
        }

        void put(int client, int number) {
            channels.stub(client).put(putOf(anyKey(client, number)));
        }

        void get(int client, int number) {
            channels.stub(client).range(rangeOf(anyKey(client, number)));
        }

        /** Replaces a key if it is unchanged; no other client writes it. */
        void update(int client, int number) {
            ByteString key = ByteString.copyFromUtf8(PREFIX + "own-" + client);
            var unchanged =
                    Compare.newBuilder()
                            .setKey(key)
                            .setTarget(Compare.CompareTarget.MOD)
                            .setResult(Compare.CompareResult.EQUAL)
                            .setModRevision(revisions[client]);
            var answer =
                    channels.stub(client)
                            .txn(
                                    TxnRequest.newBuilder()
                                            .addCompare(unchanged)
                                            .addSuccess(
                                                    RequestOp.newBuilder()
                                                            .setRequestPut(putOf(key)))
                                            .build());
            if (!answer.getSucceeded()) {
                throw new IllegalStateException("a key that nobody else writes has changed");
            }
            revisions[client] = answer.getHeader().getRevision();
        }

        void clear() {
            channels.stub(0)
                    .deleteRange(
                            DeleteRangeRequest.newBuilder()
                                    .setKey(ByteString.copyFromUtf8(PREFIX))
                                    .setRangeEnd(ByteString.copyFromUtf8("/benchmark0"))
                                    .build());
        }

        private static PutRequest putOf(ByteString key) {
            return PutRequest.newBuilder().setKey(key).setValue(VALUE).build();
        }

        private static RangeRequest rangeOf(ByteString key) {
            return RangeRequest.newBuilder().setKey(key).build();
        }

        private static ByteString anyKey(int client, int number) {
            return key(Math.floorMod(client * 7919 + number * 31, KEYS));
        }

        private static ByteString key(int number) {
            return ByteString.copyFromUtf8(PREFIX + "key-" + number);
        }
    }
}
