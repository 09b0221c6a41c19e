package dev.kaptan.proof.check;

import dev.kaptan.proof.history.Call;
import dev.kaptan.proof.history.History;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.model.Answer;
import dev.kaptan.proof.model.Request;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** When leases were surely alive, and when surely dead. */
final class Leases {

    private final Map<Long, List<Call>> calls = new HashMap<>();
    private final Map<Long, Long> granted = new HashMap<>();

    Leases(History history) {
        granted.putAll(history.before().leases());
        Stream.concat(history.pending().stream(), history.calls().stream()).forEach(this::index);
    }

    /** Every lease that may exist, with its time to live in seconds. */
    Map<Long, Long> granted() {
        return granted;
    }

    /**
     * Whether the lease may have run out by {@code time}: nobody renewed it for its time to live.
     */
    boolean mayHaveExpired(long lease, long time) {
        return of(lease).stream()
                .filter(call -> call.end() <= time)
                .mapToLong(Leases::aliveUntil)
                .allMatch(until -> until <= time);
    }

    /** Whether the lease must have been there from {@code start} to {@code end}. */
    boolean surelyAlive(long lease, long start, long end) {
        boolean known = of(lease).stream().anyMatch(call -> isGrant(call) && call.end() < start);
        boolean revoked =
                of(lease).stream()
                        .filter(call -> call.request() instanceof Request.LeaseRevoke)
                        .filter(call -> !(call.outcome() instanceof Outcome.Refused))
                        .anyMatch(call -> call.start() <= end);
        return known
                && !revoked
                && of(lease).stream()
                        .filter(call -> call.end() < start)
                        .anyMatch(call -> aliveUntil(call) > end);
    }

    /** The acknowledged end of the lease before {@code time}, if there is one. */
    @Nullable Call revokedBefore(long lease, long time) {
        return of(lease).stream()
                .filter(call -> call.request() instanceof Request.LeaseRevoke)
                .filter(call -> call.outcome() instanceof Outcome.Answered)
                .filter(call -> call.end() < time)
                .findFirst()
                .orElse(null);
    }

    private void index(Call call) {
        switch (call.request()) {
            case Request.LeaseGrant(long id, long ttl) -> {
                granted.put(id, ttl);
                add(id, call);
            }
            case Request.LeaseRevoke(long id) -> add(id, call);
            case Request.LeaseKeepAlive(long id) -> add(id, call);
            case Request.Operation operation -> {}
            case Request.Compact compact -> {}
        }
    }

    private void add(long lease, Call call) {
        calls.computeIfAbsent(lease, each -> new ArrayList<>()).add(call);
    }

    private List<Call> of(long lease) {
        return calls.getOrDefault(lease, List.of());
    }

    private static boolean isGrant(Call call) {
        return call.outcome() instanceof Outcome.Answered(var revision, Answer.LeaseGranted done);
    }

    /**
     * The store renewed the lease after the call began, so it lives at least a time to live from
     * there.
     */
    private static long aliveUntil(Call call) {
        if (call.outcome() instanceof Outcome.Answered(long revision, var answer)) {
            return switch (answer) {
                case Answer.LeaseGranted(long id, long ttl) ->
                        call.start() + TimeUnit.SECONDS.toNanos(ttl);
                case Answer.LeaseKeptAlive(long ttl) when ttl > 0 ->
                        call.start() + TimeUnit.SECONDS.toNanos(ttl);
                default -> Long.MIN_VALUE;
            };
        }
        return Long.MIN_VALUE;
    }
}
