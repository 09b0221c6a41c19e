package dev.kaptan.state.grpc;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Keeps clients that ask for it ({@code clientv3.WithRequireLeader}; kube-apiserver's watches and
 * every keep-alive of etcd's Go client do) from a member that is cut off: their calls are refused
 * while it knows no leader, and their streams end when it has known none for a while. As in etcd's
 * {@code server/etcdserver/api/v3rpc/interceptor.go}.
 */
final class RequiredLeader implements ServerInterceptor {

    private static final Metadata.Key<String> HAS_LEADER =
            Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

    private static final String REQUIRED = "true";

    /** etcd's maxNoLeaderCnt: to make a stream anew costs much more than a call that is refused. */
    private static final int LOOKS_IN_VAIN = 3;

    private final LongSupplier leader;
    private final Set<EndableCall<?, ?>> streams = ConcurrentHashMap.newKeySet();
    private int looksInVain;

    /**
     * @param leader the leader's id, 0 if none is known
     */
    RequiredLeader(LongSupplier leader) {
        this.leader = leader;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (!REQUIRED.equals(headers.get(HAS_LEADER))) {
            return next.startCall(call, headers);
        }
        if (leader.getAsLong() == 0) {
            call.close(EtcdError.NO_LEADER.status(), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        if (call.getMethodDescriptor().getType() == MethodType.UNARY) {
            return next.startCall(call, headers);
        }
        var stream = new EndableCall<>(call, streams::remove);
        var listener = stream.start(headers, next);
        streams.add(stream);
        return listener;
    }

    /** To be called by one thread, at the interval of etcd's elections: a second. */
    void look() {
        looksInVain = leader.getAsLong() == 0 ? looksInVain + 1 : 0;
        if (looksInVain >= LOOKS_IN_VAIN) {
            streams.forEach(stream -> stream.end(EtcdError.NO_LEADER.status()));
        }
    }
}
