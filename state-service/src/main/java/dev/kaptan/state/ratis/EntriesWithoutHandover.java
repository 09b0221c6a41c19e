package dev.kaptan.state.ratis;

import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallExecutorSupplier;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.Executor;

/**
 * Lets a follower take the leader's entries on the connection's own thread: Ratis only looks at
 * them there and hands them on to a thread of its own. All other calls may block, and have one.
 */
final class EntriesWithoutHandover implements ServerCallExecutorSupplier {

    private static final String ENTRIES =
            RaftServerProtocolServiceGrpc.getAppendEntriesMethod().getFullMethodName();

    /** Null for gRPC's own. */
    @Override
    public <A, B> @Nullable Executor getExecutor(ServerCall<A, B> call, Metadata metadata) {
        return call.getMethodDescriptor().getFullMethodName().equals(ENTRIES)
                ? Runnable::run
                : null;
    }
}
