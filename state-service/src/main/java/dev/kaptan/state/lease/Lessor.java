package dev.kaptan.state.lease;

import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.mvcc.Result;
import dev.kaptan.state.store.Outcome;
import dev.kaptan.state.store.StoreMachine;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The deadlines of leases. They are not replicated: after a restart, or when a member begins to
 * lead, every lease gets its full time anew, so that no lease ever dies too early.
 */
public final class Lessor implements StoreMachine.Listener, Leases {

    private record Deadline(long nanos, long id) {}

    /**
     * @param ending once its end was asked for, which may already be on its way: keeping it alive
     *     would be a promise that nobody can keep
     */
    private record Lease(long ttlSeconds, long deadline, boolean ending) {}

    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Lease> leases = new HashMap<>();

    /**
     * Of who leads: one entry a lease, perhaps too early, for a lease that was kept alive moves
     * when it comes up.
     */
    private final PriorityQueue<Deadline> deadlines =
            new PriorityQueue<>((one, other) -> Long.compare(one.nanos - other.nanos, 0));

    private @Nullable MvccStore seen;

    /** Guarded by the lock: a member that does not lead ends no lease. */
    private boolean leading = true;

    /**
     * @param nanoClock as {@link System#nanoTime}
     */
    public Lessor(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    @Override
    public void applied(MvccStore store, long revision) {
        if (store != seen) {
            seen = store;
            locked(() -> adopt(store));
        }
    }

    @Override
    public void carriedOut(Command command, Outcome outcome) {
        if (!(outcome instanceof Outcome.Done done)) {
            return;
        }
        if (done.result() instanceof Result.LeaseGranted granted) {
            locked(() -> start(granted.id(), granted.ttlSeconds()));
        } else if (command instanceof Command.LeaseRevoke revoke) {
            locked(() -> leases.remove(revoke.id()));
        }
    }

    @Override
    public void leading(boolean leads) {
        locked(() -> {
            leading = leads;
            deadlines.clear();
            if (leads) {
                leases.replaceAll((id, lease) -> lasting(lease.ttlSeconds));
                leases.forEach((id, lease) -> deadlines.add(new Deadline(lease.deadline, id)));
            }
            return null;
        });
    }

    @Override
    public @Nullable Long keepAlive(long id) {
        return locked(() -> {
            var lease = leases.get(id);
            if (lease == null || lease.ending) {
                return null;
            }
            leases.put(id, lasting(lease.ttlSeconds));
            return lease.ttlSeconds;
        });
    }

    @Override
    public @Nullable Long remainingSeconds(long id) {
        return locked(() -> {
            var lease = leases.get(id);
            long nanos = lease == null ? 0 : lease.deadline - nanoClock.getAsLong();
            return lease == null ? null : TimeUnit.NANOSECONDS.toSeconds(nanos);
        });
    }

    /** Each is answered again after a second until it is revoked. */
    @Override
    public List<Long> expired() {
        return locked(() -> {
            var expired = new ArrayList<Long>();
            long now = nanoClock.getAsLong();
            for (var next = deadlines.peek();
                    next != null && next.nanos - now <= 0;
                    next = deadlines.peek()) {
                deadlines.remove();
                review(next.id, now, expired);
            }
            return expired;
        });
    }

    @Override
    public int count() {
        return locked(leases::size);
    }

    /** How many ends it looks out for. */
    int expected() {
        return locked(deadlines::size);
    }

    private void review(long id, long now, List<Long> expired) {
        var lease = leases.get(id);
        if (lease == null) {
            return;
        }
        if (lease.deadline - now > 0) {
            deadlines.add(new Deadline(lease.deadline, id));
        } else {
            expired.add(id);
            leases.put(id, new Lease(lease.ttlSeconds, lease.deadline, true));
            deadlines.add(new Deadline(now + TimeUnit.SECONDS.toNanos(1), id));
        }
    }

    private @Nullable Void adopt(MvccStore store) {
        leases.clear();
        deadlines.clear();
        var view = store.view();
        for (long id : view.leases()) {
            var ttl = view.leaseTtlSeconds(id);
            start(id, ttl == null ? 0 : ttl);
        }
        return null;
    }

    private @Nullable Lease start(long id, long ttlSeconds) {
        var lease = lasting(ttlSeconds);
        if (leading) {
            deadlines.add(new Deadline(lease.deadline, id));
        }
        return leases.put(id, lease);
    }

    private Lease lasting(long ttlSeconds) {
        long deadline = nanoClock.getAsLong() + TimeUnit.SECONDS.toNanos(ttlSeconds);
        return new Lease(ttlSeconds, deadline, false);
    }

    private <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
