package dev.kaptan.state.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * etcd's errors, with the codes and texts that its clients compare (api/v3rpc/rpctypes/error.go).
 */
enum EtcdError {
    EMPTY_KEY(Status.Code.INVALID_ARGUMENT, "key is not provided"),
    KEY_NOT_FOUND(Status.Code.INVALID_ARGUMENT, "key not found"),
    VALUE_PROVIDED(Status.Code.INVALID_ARGUMENT, "value is provided"),
    LEASE_PROVIDED(Status.Code.INVALID_ARGUMENT, "lease is provided"),
    TOO_MANY_OPS(Status.Code.INVALID_ARGUMENT, "too many operations in txn request"),
    DUPLICATE_KEY(Status.Code.INVALID_ARGUMENT, "duplicate key given in txn request"),
    INVALID_SORT(Status.Code.INVALID_ARGUMENT, "invalid sort option"),
    REQUEST_TOO_LARGE(Status.Code.INVALID_ARGUMENT, "request is too large"),
    COMPACTED(Status.Code.OUT_OF_RANGE, "mvcc: required revision has been compacted"),
    FUTURE_REVISION(Status.Code.OUT_OF_RANGE, "mvcc: required revision is a future revision"),
    LEASE_NOT_FOUND(Status.Code.NOT_FOUND, "requested lease not found"),
    LEASE_EXISTS(Status.Code.FAILED_PRECONDITION, "lease already exists"),
    LEASE_TTL_TOO_LARGE(Status.Code.OUT_OF_RANGE, "too large lease TTL"),
    NO_LEADER(Status.Code.UNAVAILABLE, "no leader"),
    TIMEOUT(Status.Code.UNAVAILABLE, "request timed out"),
    LEADER_LOST(
            Status.Code.UNAVAILABLE, "request timed out, possibly due to previous leader failure"),
    STOPPED(Status.Code.UNAVAILABLE, "server stopped");

    private final Status.Code code;
    private final String text;

    EtcdError(Status.Code code, String text) {
        this.code = code;
        this.text = "etcdserver: " + text;
    }

    StatusRuntimeException exception() {
        return code.toStatus().withDescription(text).asRuntimeException();
    }
}
