package dev.kaptan.state.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The answer to calls of etcd's API that are not there yet. */
final class Unsupported {

    private Unsupported() {}

    static StatusRuntimeException call(String name) {
        return Status.UNIMPLEMENTED
                .withDescription("the state service does not support " + name + " yet")
                .asRuntimeException();
    }
}
