package dev.kaptan.state.ratis;

import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallExecutorSupplier;
import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Lets a member take the leader's entries and what others ask on the connection's own thread: Ratis
 * only looks at entries there and hands them on to a thread of its own, and {@link PeerService}
 * does so with what may block. All other calls may block, and have a thread.
 */
final class WithoutHandover implements ServerCallExecutorSupplier {

    private static final Set<String> BRIEF =
            Set.of(
                    RaftServerProtocolServiceGrpc.getAppendEntriesMethod().getFullMethodName(),
                    PeerMethod.CALL.getFullMethodName());

    /** Null for gRPC's own. */
    @Override
    public <A, B> @Nullable Executor getExecutor(ServerCall<A, B> call, Metadata metadata) {
        return BRIEF.contains(call.getMethodDescriptor().getFullMethodName())
                ? Runnable::run
                : null;
    }
}
