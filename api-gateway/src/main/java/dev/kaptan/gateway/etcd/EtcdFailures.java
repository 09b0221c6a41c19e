package dev.kaptan.gateway.etcd;

import dev.kaptan.api.engine.store.StoreException;

import io.grpc.Status;

import java.util.regex.Pattern;

/** Turns gRPC's statuses into the store port's reasons. */
final class EtcdFailures {

    /** etcd's {@code ErrCompacted}; the code OUT_OF_RANGE alone also means a future revision. */
    private static final String COMPACTED = "required revision has been compacted";

    private static final Pattern CONNECTION = Pattern.compile("cause=[\\w.$]+Exception: ([^\\n]+)");

    /** What a member says that another one may do better. */
    private static final Pattern OF_THIS_MEMBER =
            Pattern.compile("etcdserver: (no leader|request timed out|server stopped).*");

    private EtcdFailures() {}

    /** Whether another member may well answer: this one has no leader, has stopped, or is mute. */
    static boolean ofThisMember(Throwable thrown) {
        var status = Status.fromThrowable(thrown);
        return status.getCode() == Status.Code.DEADLINE_EXCEEDED
                || OF_THIS_MEMBER.matcher(description(status)).matches();
    }

    static StoreException of(Throwable thrown, long revision) {
        var status = Status.fromThrowable(thrown);
        var text = "etcd: " + status.getCode() + ": " + description(status);
        return switch (status.getCode()) {
            case OUT_OF_RANGE ->
                    text.contains(COMPACTED)
                            ? StoreException.compacted(revision, thrown)
                            : StoreException.rejected(text, thrown);
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, ABORTED ->
                    StoreException.unavailable(text, thrown);
            case UNKNOWN ->
                    text.contains("etcdserver: no leader")
                            ? StoreException.unavailable(text, thrown)
                            : StoreException.rejected(text, thrown);
            default -> StoreException.rejected(text, thrown);
        };
    }

    /** gRPC puts whole stack traces into descriptions: what a person can use is the first cause. */
    private static String description(Status status) {
        var description = String.valueOf(status.getDescription());
        var cause = CONNECTION.matcher(description);
        return cause.find()
                ? "no connection: " + cause.group(1)
                : description.lines().findFirst().orElse("");
    }
}
