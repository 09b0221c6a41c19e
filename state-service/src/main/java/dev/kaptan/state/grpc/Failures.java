package dev.kaptan.state.grpc;

import dev.kaptan.state.auth.AuthException;
import dev.kaptan.state.auth.AuthRefusal;
import dev.kaptan.state.log.Futures;
import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.MembershipException;
import dev.kaptan.state.mvcc.Refused;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Objects;

/** Turns whatever a call threw into what the client is told. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static StatusRuntimeException toStatus(Throwable failure) {
        return switch (Futures.cause(failure)) {
            case StatusRuntimeException status -> status;
            case Refused refused -> refused(refused).exception();
            case LogException log -> log(log).exception();
            case AuthException auth -> auth(auth.refusal()).exception();
            case MembershipException membership -> membership(membership);
            case Throwable other -> defect(other);
        };
    }

    private static EtcdError refused(Refused refused) {
        return switch (refused.reason()) {
            case COMPACTED -> EtcdError.COMPACTED;
            case FUTURE_REVISION -> EtcdError.FUTURE_REVISION;
            case KEY_NOT_FOUND -> EtcdError.KEY_NOT_FOUND;
            case LEASE_NOT_FOUND -> EtcdError.LEASE_NOT_FOUND;
            case LEASE_EXISTS -> EtcdError.LEASE_EXISTS;
            case NO_SPACE -> EtcdError.NO_SPACE;
            case CORRUPT -> EtcdError.CORRUPT;
            case AUTH -> auth(Objects.requireNonNull(refused.authRefusal()));
        };
    }

    private static EtcdError auth(AuthRefusal refusal) {
        return switch (refusal) {
            case ROOT_USER_MISSING -> EtcdError.ROOT_USER_MISSING;
            case ROOT_ROLE_MISSING -> EtcdError.ROOT_ROLE_MISSING;
            case USER_EXISTS -> EtcdError.USER_EXISTS;
            case USER_NAME_EMPTY -> EtcdError.USER_NAME_EMPTY;
            case USER_NOT_FOUND -> EtcdError.USER_NOT_FOUND;
            case ROLE_EXISTS -> EtcdError.ROLE_EXISTS;
            case ROLE_NAME_EMPTY -> EtcdError.ROLE_NAME_EMPTY;
            case ROLE_NOT_FOUND -> EtcdError.ROLE_NOT_FOUND;
            case WRONG_CREDENTIALS -> EtcdError.WRONG_CREDENTIALS;
            case PERMISSION_DENIED -> EtcdError.PERMISSION_DENIED;
            case ROLE_NOT_GRANTED -> EtcdError.ROLE_NOT_GRANTED;
            case PERMISSION_NOT_GRANTED -> EtcdError.PERMISSION_NOT_GRANTED;
            case NOT_ENABLED -> EtcdError.AUTH_NOT_ENABLED;
            case INVALID_TOKEN -> EtcdError.INVALID_TOKEN;
            case OLD_REVISION -> EtcdError.OLD_AUTH_REVISION;
            case INVALID_MANAGEMENT -> EtcdError.INVALID_AUTH_MANAGEMENT;
        };
    }

    private static StatusRuntimeException membership(MembershipException failure) {
        var error =
                switch (failure.reason()) {
                    case NOT_FOUND -> EtcdError.MEMBER_NOT_FOUND;
                    case PEER_URL_EXISTS -> EtcdError.PEER_URL_EXISTS;
                    case BAD_PEER_URL -> EtcdError.MEMBER_BAD_URLS;
                    case TOO_MANY_LEARNERS -> EtcdError.TOO_MANY_LEARNERS;
                    case NOT_A_LEARNER -> EtcdError.MEMBER_NOT_LEARNER;
                    case LEARNER_NOT_READY -> EtcdError.LEARNER_NOT_READY;
                    case NOT_ENOUGH_STARTED -> EtcdError.NOT_ENOUGH_STARTED;
                    case NOT_LEADER -> EtcdError.NOT_LEADER;
                    case BAD_TRANSFEREE -> EtcdError.BAD_TRANSFEREE;
                    case TRANSFER_TIMED_OUT -> EtcdError.TIMEOUT;
                    case BUSY -> EtcdError.UNHEALTHY;
                    case UNSUPPORTED -> null;
                };
        return error == null ? unsupported(failure) : error.exception();
    }

    /** etcd has no such error, because it can do everything that it is asked for. */
    private static StatusRuntimeException unsupported(MembershipException failure) {
        return Status.UNIMPLEMENTED
                .withDescription("kaptan: " + failure.getMessage())
                .asRuntimeException();
    }

    private static EtcdError log(LogException failure) {
        return switch (failure.reason()) {
            case NO_LEADER -> EtcdError.NO_LEADER;
            case TIMEOUT -> EtcdError.TIMEOUT;
            case LEADER_LOST -> EtcdError.LEADER_LOST;
            case NO_SPACE -> EtcdError.NO_SPACE;
            case STOPPED -> EtcdError.STOPPED;
        };
    }

    private static StatusRuntimeException defect(Throwable failure) {
        LOG.error("a request failed for a reason that it should not", failure);
        return Status.INTERNAL
                .withDescription(String.valueOf(failure))
                .withCause(failure)
                .asRuntimeException();
    }
}
