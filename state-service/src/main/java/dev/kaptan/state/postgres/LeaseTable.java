package dev.kaptan.state.postgres;

import dev.kaptan.state.lease.Leases;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * When leases end is a column of their table, told by the database's clock: a lease may be kept
 * alive at any instance and is ended by the one that leads. Keep-alives that come at the same time
 * share a statement, and one that comes soon after another of the same lease needs none: so much
 * longer than promised does every lease live.
 */
final class LeaseTable implements Leases {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseTable.class);

    /** Part of a lease's time, at most a second, by which its end may be late. */
    private static final double SLACK = 0.1;

    /** Leases that are not worth a search. */
    private static final int FEW = 1_000;

    private final LeaseRows rows;
    private final PostgresLog log;
    private final Replica replica;
    private final Patience patience;
    private final Map<Long, Long> renewedAt = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> waiting = new ConcurrentLinkedQueue<>();
    private final Coalesced<Set<Long>> renewals = new Coalesced<>(this::renewWaiting);

    LeaseTable(Database database, PostgresLog log, Replica replica, Patience patience) {
        this.rows = database.repository(LeaseRows.class);
        this.log = log;
        this.replica = replica;
        this.patience = patience;
    }

    @Override
    public @Nullable Long keepAlive(long id) {
        var ttl = ttl(id);
        if (ttl == null) {
            renewedAt.remove(id);
            return null;
        }
        long now = System.nanoTime();
        var before = renewedAt.get(id);
        if (before != null && now - before < slackNanos(ttl)) {
            return ttl;
        }
        boolean lives = patience.withRetries(() -> renewed(id));
        if (!lives) {
            renewedAt.remove(id);
            return null;
        }
        renewedAt.put(id, now);
        forgetEnded();
        return ttl;
    }

    @Override
    public @Nullable Long remainingSeconds(long id) {
        return patience.withRetries(() -> new Answer(rows.remainingSeconds(id))).seconds();
    }

    private record Answer(@Nullable Long seconds) {}

    @Override
    public List<Long> expired() {
        try {
            rows.expire(SLACK);
            return rows.expired();
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("no lease expires while the database is away", e);
            return List.of();
        }
    }

    @Override
    public int count() {
        return replica.leases();
    }

    /** Another instance may have granted it a moment ago. */
    private @Nullable Long ttl(long id) {
        var known = replica.leaseTtlSeconds(id);
        if (known == null) {
            log.barrier();
            known = replica.leaseTtlSeconds(id);
        }
        return known;
    }

    private boolean renewed(long id) {
        waiting.add(id);
        var living = renewals.ask();
        return living != null && living.contains(id);
    }

    private Set<Long> renewWaiting() {
        var ids = new ArrayList<Long>();
        for (var id = waiting.poll(); id != null; id = waiting.poll()) {
            ids.add(id);
        }
        return ids.isEmpty() ? Set.of() : new HashSet<>(rows.renew(ids));
    }

    /** Whoever kept a lease alive need not be told of its end. */
    private void forgetEnded() {
        if (renewedAt.size() > 2 * (replica.leases() + FEW)) {
            renewedAt.keySet().removeIf(id -> replica.leaseTtlSeconds(id) == null);
        }
    }

    private static long slackNanos(long ttlSeconds) {
        return (long) (Math.min(1, ttlSeconds * SLACK) * TimeUnit.SECONDS.toNanos(1));
    }
}
