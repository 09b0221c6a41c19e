package dev.kaptan.state.grpc;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.mvcc.Refused;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a call threw into what the client is told. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static StatusRuntimeException toStatus(RuntimeException failure) {
        return switch (failure) {
            case StatusRuntimeException status -> status;
            case Refused refused -> refused(refused).exception();
            case LogException log -> log(log).exception();
            default -> defect(failure);
        };
    }

    private static EtcdError refused(Refused refused) {
        return switch (refused.reason()) {
            case COMPACTED -> EtcdError.COMPACTED;
            case FUTURE_REVISION -> EtcdError.FUTURE_REVISION;
            case KEY_NOT_FOUND -> EtcdError.KEY_NOT_FOUND;
            case LEASE_NOT_FOUND -> EtcdError.LEASE_NOT_FOUND;
            case LEASE_EXISTS -> EtcdError.LEASE_EXISTS;
        };
    }

    private static EtcdError log(LogException failure) {
        return switch (failure.reason()) {
            case NO_LEADER -> EtcdError.NO_LEADER;
            case TIMEOUT -> EtcdError.TIMEOUT;
            case LEADER_LOST -> EtcdError.LEADER_LOST;
            case STOPPED -> EtcdError.STOPPED;
        };
    }

    private static StatusRuntimeException defect(RuntimeException failure) {
        LOG.error("a request failed for a reason that it should not", failure);
        return Status.INTERNAL
                .withDescription(String.valueOf(failure))
                .withCause(failure)
                .asRuntimeException();
    }
}
