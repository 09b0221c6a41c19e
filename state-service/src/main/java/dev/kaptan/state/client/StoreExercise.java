package dev.kaptan.state.client;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.Compare;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.TxnRequest;

import java.io.IOException;

/** Calls that a gateway makes, for who records what a store needs for them. */
public final class StoreExercise {

    private static final ByteString KEY = ByteString.copyFromUtf8("/registry/exercise");

    private StoreExercise() {}

    /** So many creations and reads of one object, of which the first creates it. */
    public static void of(StoreEndpoints store, int calls) throws IOException {
        try (var client = StoreClient.of(store)) {
            var kv = KVGrpc.newBlockingStub(client.any());
            for (int i = 0; i < calls; i++) {
                kv.txn(creation());
                kv.range(RangeRequest.newBuilder().setKey(KEY).build());
            }
        }
    }

    private static TxnRequest creation() {
        var absent =
                Compare.newBuilder()
                        .setTarget(Compare.CompareTarget.MOD)
                        .setKey(KEY)
                        .setModRevision(0);
        var put = PutRequest.newBuilder().setKey(KEY).setValue(KEY);
        return TxnRequest.newBuilder()
                .addCompare(absent)
                .addSuccess(RequestOp.newBuilder().setRequestPut(put))
                .build();
    }
}
