package dev.kaptan.benchmarks.etcd;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.CompactionRequest;
import dev.kaptan.etcd.api.Compare;
import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.TxnRequest;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/** The requests that are measured, and what is needed around them. */
final class StoreCalls {

    /** Keys that puts, gets and ranges are spread over. */
    static final int KEYS = 10_000;

    static final String PREFIX = "/benchmark/";

    private static final ByteString PREFIX_END = ByteString.copyFromUtf8("/benchmark0");
    private static final ByteString VALUE =
            ByteString.copyFrom(bytes(new SplittableRandom(1), 1500));
    private static final int PAGE = 500;

    private final EtcdChannels channels;

    /** Of the key that each client updates, 0 before it is there. */
    private final AtomicLongArray revisions;

    StoreCalls(EtcdChannels channels, int clients) {
        this.channels = channels;
        this.revisions = new AtomicLongArray(clients);
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    void fill(int client, int number) {
        channels.kv(client).put(putOf(key(number)));
    }

    void put(int client, int number) {
        channels.kv(client).put(putOf(anyKey(client, number)));
    }

    void get(int client, int number) {
        var request = RangeRequest.newBuilder().setKey(anyKey(client, number)).build();
        if (channels.kv(client).range(request).getKvsCount() != 1) {
            throw new IllegalStateException("a key that was written is not there");
        }
    }

    /** A page of {@value #PAGE} keys of an API server's list. */
    void range(int client, int number) {
        var request =
                RangeRequest.newBuilder()
                        .setKey(key(Math.floorMod(client * 7919 + number * 31, KEYS - PAGE)))
                        .setRangeEnd(PREFIX_END)
                        .setLimit(PAGE)
                        .build();
        if (channels.kv(client).range(request).getKvsCount() != PAGE) {
            throw new IllegalStateException("a page is not full");
        }
    }

    /** Replaces a key if it is unchanged, as an API server does; no other client writes it. */
    void update(int client, int number) {
        ByteString key = ByteString.copyFromUtf8("/benchmark-own/" + client);
        var unchanged =
                Compare.newBuilder()
                        .setKey(key)
                        .setTarget(Compare.CompareTarget.MOD)
                        .setResult(Compare.CompareResult.EQUAL)
                        .setModRevision(revisions.get(client));
        var update =
                TxnRequest.newBuilder()
                        .addCompare(unchanged)
                        .addSuccess(RequestOp.newBuilder().setRequestPut(putOf(key)));
        var answer = channels.kv(client).txn(update.build());
        if (!answer.getSucceeded()) {
            throw new IllegalStateException("a key that nobody else writes has changed");
        }
        revisions.set(client, answer.getHeader().getRevision());
    }

    /** Removes every key of the benchmark, and the history that it has made. */
    void clear() {
        var kv = channels.kv(0);
        var request =
                DeleteRangeRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8("/benchmark"))
                        .setRangeEnd(PREFIX_END);
        long revision = kv.deleteRange(request.build()).getHeader().getRevision();
        if (revision > 1) {
            kv.compact(CompactionRequest.newBuilder().setRevision(revision).build());
        }
    }

    static PutRequest putOf(ByteString key) {
        return PutRequest.newBuilder().setKey(key).setValue(VALUE).build();
    }

    private static ByteString anyKey(int client, int number) {
        return key(Math.floorMod(client * 7919 + number * 31, KEYS));
    }

    static ByteString key(int number) {
        return ByteString.copyFromUtf8("%skey-%06d".formatted(PREFIX, number));
    }
}
