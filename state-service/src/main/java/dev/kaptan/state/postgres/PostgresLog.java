package dev.kaptan.state.postgres;

import dev.kaptan.state.lease.Leases;
import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.log.Membership;
import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.store.Outcome;
import dev.kaptan.state.store.StoreMachine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The log of one instance among those that share a schema. What the tables say is the truth; the
 * store in the heap follows.
 */
final class PostgresLog implements ReplicatedLog<List<Outcome>> {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresLog.class);
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(10);

    private final Database database;
    private final Batches batches;
    private final Replica replica;
    private final Patience patience;
    private final Appender appender;
    private final Coalesced<BatchRow> newest;
    private final Sweeper sweeper;
    private final LeaseTable leases;
    private final Session session;
    private final Thread sweeping;

    /**
     * Held while the replica moves. Appends keep it over their transaction, for the database lets
     * only one of them in at a time anyway; who reads never takes it.
     */
    private final ReentrantLock turn = new ReentrantLock();

    /** Loads what the tables hold, and joins the instances. */
    PostgresLog(Database database, StoreMachine machine) throws SQLException, NameTakenException {
        this.database = database;
        this.batches = database.repository(Batches.class);
        this.replica = new Replica(machine, database);
        this.patience = new Patience(database.settings().requestTimeout());
        this.appender = new Appender(database, replica, patience);
        this.newest = new Coalesced<>(batches::newest);
        this.sweeper = new Sweeper(database);
        this.leases = new LeaseTable(database, this, replica, patience);
        this.session = new Session(database, this::follow);
        catchUp();
        session.join();
        this.sweeping = Thread.ofVirtual().name("state-sweeper").start(this::sweepNowAndThen);
    }

    @Override
    public List<Outcome> append(byte[] entry) {
        turn.lock();
        try {
            return appender.append(entry);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public CompletableFuture<List<Outcome>> submit(byte[] entry) {
        return CompletableFuture.supplyAsync(() -> append(entry), Thread::startVirtualThread);
    }

    /** Whatever was acknowledged anywhere is committed, and so in the newest entry. */
    @Override
    public void barrier() {
        patience.withRetries(() -> {
            var seen = newest.ask();
            if (seen != null && seen.index() != replica.appliedIndex()) {
                turn.lock();
                try {
                    // An append of this instance may have published it while the turn was awaited.
                    if (seen.index() != replica.appliedIndex()) {
                        catchUp();
                    }
                } finally {
                    turn.unlock();
                }
            }
            return true;
        });
    }

    @Override
    public CompletableFuture<Void> submitBarrier() {
        return CompletableFuture.runAsync(this::barrier, Thread::startVirtualThread);
    }

    /** The tables are always on disk; what compaction has superseded is deleted now. */
    @Override
    public void snapshot() {
        patience.withRetries(() -> {
            sweeper.sweep();
            return true;
        });
    }

    /** Instances come and go by themselves. */
    @Override
    public Membership membership() {
        return Membership.fixed();
    }

    /** Nothing is known to the leader alone: the tables know it. */
    @Override
    public byte[] askLeader(byte[] question) {
        throw new UnsupportedOperationException("the leader of this log knows nothing of its own");
    }

    /** What a database lacks comes back by itself. */
    @Override
    public boolean works() {
        return true;
    }

    @Override
    public LogStatus status() {
        return session.status(replica.appliedIndex());
    }

    @Override
    public long term() {
        return session.term();
    }

    /** Others may write at any time. */
    @Override
    public boolean alone() {
        return false;
    }

    @Override
    public void close() {
        patience.close();
        sweeping.interrupt();
        session.close();
        database.close();
    }

    Leases leases() {
        return leases;
    }

    /** Catches up without waiting long for a turn; answers whether it had one. */
    private boolean follow() {
        try {
            if (!turn.tryLock(20, TimeUnit.MILLISECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            catchUp();
            return true;
        } finally {
            turn.unlock();
        }
    }

    private void catchUp() {
        database.read(() -> {
            replica.catchUp(batches.newest());
            return true;
        });
    }

    private void sweepNowAndThen() {
        try {
            while (true) {
                Thread.sleep(SWEEP_INTERVAL);
                if (status().isLeader()) {
                    sweepOnce();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweepOnce() {
        try {
            sweeper.sweep();
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("what is compacted is swept later", e);
        }
    }
}
