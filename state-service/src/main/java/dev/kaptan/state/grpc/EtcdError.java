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
    NO_SPACE(Status.Code.RESOURCE_EXHAUSTED, "mvcc: database space exceeded"),
    CORRUPT(Status.Code.DATA_LOSS, "corrupt cluster"),
    ROOT_USER_MISSING(Status.Code.FAILED_PRECONDITION, "root user does not exist"),
    ROOT_ROLE_MISSING(Status.Code.FAILED_PRECONDITION, "root user does not have root role"),
    USER_EXISTS(Status.Code.FAILED_PRECONDITION, "user name already exists"),
    USER_NAME_EMPTY(Status.Code.INVALID_ARGUMENT, "user name is empty"),
    USER_NOT_FOUND(Status.Code.FAILED_PRECONDITION, "user name not found"),
    ROLE_EXISTS(Status.Code.FAILED_PRECONDITION, "role name already exists"),
    ROLE_NOT_FOUND(Status.Code.FAILED_PRECONDITION, "role name not found"),
    ROLE_NAME_EMPTY(Status.Code.INVALID_ARGUMENT, "role name is empty"),
    WRONG_CREDENTIALS(
            Status.Code.INVALID_ARGUMENT, "authentication failed, invalid user ID or password"),
    PERMISSION_NOT_GIVEN(Status.Code.INVALID_ARGUMENT, "permission not given"),
    PERMISSION_DENIED(Status.Code.PERMISSION_DENIED, "permission denied"),
    ROLE_NOT_GRANTED(Status.Code.FAILED_PRECONDITION, "role is not granted to the user"),
    PERMISSION_NOT_GRANTED(
            Status.Code.FAILED_PRECONDITION, "permission is not granted to the role"),
    AUTH_NOT_ENABLED(Status.Code.FAILED_PRECONDITION, "authentication is not enabled"),
    INVALID_TOKEN(Status.Code.UNAUTHENTICATED, "invalid auth token"),
    INVALID_AUTH_MANAGEMENT(Status.Code.INVALID_ARGUMENT, "invalid auth management"),
    OLD_AUTH_REVISION(Status.Code.INVALID_ARGUMENT, "revision of auth store is old"),
    MEMBER_NOT_FOUND(Status.Code.NOT_FOUND, "member not found"),
    PEER_URL_EXISTS(Status.Code.FAILED_PRECONDITION, "Peer URLs already exists"),
    MEMBER_BAD_URLS(Status.Code.INVALID_ARGUMENT, "given member URLs are invalid"),
    MEMBER_NOT_LEARNER(Status.Code.FAILED_PRECONDITION, "can only promote a learner member"),
    LEARNER_NOT_READY(
            Status.Code.FAILED_PRECONDITION,
            "can only promote a learner member which is in sync with leader"),
    TOO_MANY_LEARNERS(Status.Code.FAILED_PRECONDITION, "too many learner members in cluster"),
    NOT_ENOUGH_STARTED(
            Status.Code.FAILED_PRECONDITION,
            "re-configuration failed due to not enough started members"),
    UNHEALTHY(Status.Code.UNAVAILABLE, "unhealthy cluster"),
    NOT_LEADER(Status.Code.FAILED_PRECONDITION, "not leader"),
    BAD_TRANSFEREE(Status.Code.FAILED_PRECONDITION, "bad leader transferee"),
    WRONG_DOWNGRADE_VERSION(Status.Code.INVALID_ARGUMENT, "wrong downgrade target version format"),
    INVALID_DOWNGRADE_TARGET(Status.Code.INVALID_ARGUMENT, "invalid downgrade target version"),
    NO_DOWNGRADE(Status.Code.FAILED_PRECONDITION, "no inflight downgrade job"),
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

    String text() {
        return text;
    }

    Status status() {
        return code.toStatus().withDescription(text);
    }

    StatusRuntimeException exception() {
        return status().asRuntimeException();
    }
}
