package dev.kaptan.state.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;

import dev.kaptan.etcd.api.CompactionRequest;
import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.LeaseGrantRequest;
import dev.kaptan.etcd.api.LeaseGrpc;
import dev.kaptan.etcd.api.LeaseLeasesRequest;
import dev.kaptan.etcd.api.LeaseLeasesResponse;
import dev.kaptan.etcd.api.LeaseRevokeRequest;
import dev.kaptan.etcd.api.LeaseStatus;
import dev.kaptan.etcd.api.LeaseTimeToLiveRequest;
import dev.kaptan.etcd.api.LeaseTimeToLiveResponse;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.ResponseHeader;
import dev.kaptan.etcd.api.TxnRequest;
import dev.kaptan.state.node.TestNode;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/**
 * The same random requests to this store and to etcd 3.5: the same answers, errors included, apart
 * from who answers.
 */
class SameAsEtcdIT {

    private static final int REQUESTS = 600;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void answersTheSame(long seed, @TempDir Path directory) throws Exception {
        try (var etcd = RealEtcd.start(directory);
                var ours = TestNode.start(Files.createDirectory(directory.resolve("ours")))) {
            var requests = new RandomRequests(seed);
            long revision = 1;
            for (int i = 0; i < REQUESTS; i++) {
                var request = requests.next(revision);
                var expected = answer(etcd.channel(), request);
                assertThat(answer(ours.channel(), request))
                        .as("seed %d, request %d: %s %s", seed, i, request.getClass(), request)
                        .isEqualTo(expected);
                revision = Math.max(revision, revision(etcd.channel()));
            }
        }
    }

    private static long revision(Channel channel) {
        var request = RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8("x")).build();
        return KVGrpc.newBlockingStub(channel).range(request).getHeader().getRevision();
    }

    private static String answer(Channel channel, Message request) {
        try {
            return anonymous(call(channel, request)).toString();
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode() + " " + e.getStatus().getDescription();
        }
    }

    private static Message call(Channel channel, Message request) {
        var kv =
                KVGrpc.newBlockingStub(channel)
                        .withWaitForReady()
                        .withDeadlineAfter(20, TimeUnit.SECONDS);
        var leases =
                LeaseGrpc.newBlockingStub(channel)
                        .withWaitForReady()
                        .withDeadlineAfter(20, TimeUnit.SECONDS);
        return switch (request) {
            case RangeRequest range -> kv.range(range);
            case PutRequest put -> kv.put(put);
            case DeleteRangeRequest delete -> kv.deleteRange(delete);
            case TxnRequest txn -> kv.txn(txn);
            case CompactionRequest compact -> kv.compact(compact);
            case LeaseGrantRequest grant -> leases.leaseGrant(grant);
            case LeaseRevokeRequest revoke -> leases.leaseRevoke(revoke);
            case LeaseTimeToLiveRequest timeToLive -> sorted(leases.leaseTimeToLive(timeToLive));
            case LeaseLeasesRequest list -> sorted(leases.leaseLeases(list));
            default -> throw new IllegalArgumentException(request.getClass().getName());
        };
    }

    /** etcd lists keys in no order at all. */
    private static Message sorted(LeaseTimeToLiveResponse response) {
        var keys = new ArrayList<>(response.getKeysList());
        keys.sort(ByteString.unsignedLexicographicalComparator());
        return response.toBuilder().clearTTL().clearKeys().addAllKeys(keys).build();
    }

    /** etcd lists leases by when they expire, we by id. */
    private static Message sorted(LeaseLeasesResponse response) {
        var leases = new ArrayList<>(response.getLeasesList());
        leases.sort(Comparator.comparingLong(LeaseStatus::getID));
        return response.toBuilder().clearLeases().addAllLeases(leases).build();
    }

    /** Without what tells one cluster, and one moment of it, from another. */
    static Message anonymous(Message message) {
        if (message instanceof ResponseHeader header) {
            return header.toBuilder().clearClusterId().clearMemberId().clearRaftTerm().build();
        }
        var builder = message.toBuilder();
        message.getAllFields()
                .forEach((field, value) -> {
                    if (value instanceof Message inner) {
                        builder.setField(field, anonymous(inner));
                    } else if (field.isRepeated() && field.getJavaType() == JavaType.MESSAGE) {
                        int count = message.getRepeatedFieldCount(field);
                        for (int i = 0; i < count; i++) {
                            builder.setRepeatedField(
                                    field,
                                    i,
                                    anonymous((Message) message.getRepeatedField(field, i)));
                        }
                    }
                });
        return builder.build();
    }
}
