package dev.kaptan.state.postgres;

import dev.kaptan.state.log.LogStatus;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * This instance among the others: follows what they append when it is notified, and at every
 * heartbeat though it is not. When its connection breaks it begins anew with another.
 */
final class Session implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** A namesake that was killed is gone by then. */
    private static final Duration NAME_WAIT = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Database database;
    private final BooleanSupplier follow;
    private final long clusterId;
    private final LogStatus.Member self;
    private volatile Standing standing;
    private volatile boolean closed;
    private @Nullable Thread thread;

    /**
     * @param follow catches up with the tables if it can soon; answers whether it did
     */
    Session(Database database, BooleanSupplier follow) {
        this.database = database;
        this.follow = follow;
        this.clusterId = database.repository(Clusters.class).read().id();
        var name = database.settings().name();
        this.self =
                new MemberRow(Hash.of(clusterId + "/" + name), name, database.settings().address())
                        .member();
        this.standing = new Standing(0, 0, List.of(self));
    }

    /** Returns once this instance is a member. */
    void join() throws SQLException, NameTakenException {
        var presence = new Presence(database, self);
        try {
            for (long wait = NAME_WAIT.toMillis(); !presence.claim(); wait -= PAUSE.toMillis()) {
                if (wait <= 0) {
                    throw new NameTakenException(database.settings().name());
                }
                pause();
            }
            enter(presence);
        } catch (RuntimeException | NameTakenException e) {
            presence.close();
            throw e;
        }
        thread = Thread.ofVirtual().name("state-session").start(() -> live(presence));
    }

    LogStatus status(long appliedIndex) {
        var seen = standing;
        return new LogStatus(
                clusterId, self, seen.leader(), seen.term(), appliedIndex, seen.members());
    }

    long term() {
        return standing.term();
    }

    @Override
    public void close() {
        closed = true;
        var running = thread;
        if (running != null) {
            try {
                running.join(Duration.ofSeconds(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void enter(Presence presence) {
        presence.listen();
        standing = presence.beat();
    }

    private void live(Presence first) {
        @Nullable Presence current = first;
        while (!closed) {
            try (var lasting = current == null ? reconnect() : current) {
                attend(lasting);
                lasting.leave();
            } catch (DataAccessException | TransactionException | SQLException e) {
                report(e);
                pause();
            }
            current = null;
        }
    }

    private Presence reconnect() throws SQLException {
        var presence = new Presence(database, self);
        try {
            if (!presence.claim()) {
                throw new SQLException(
                        "another instance goes by the name " + database.settings().name());
            }
            enter(presence);
        } catch (DataAccessException | TransactionException | SQLException e) {
            presence.close();
            throw e;
        }
        LOG.info("is with the database again");
        return presence;
    }

    /** Until this is closed, or the connection breaks. */
    private void attend(Presence presence) throws SQLException {
        long interval = database.settings().pollInterval().toNanos();
        long nextBeat = System.nanoTime() + interval;
        boolean behind = true;
        while (!closed) {
            long wait = behind ? 0 : Math.max(0, nextBeat - System.nanoTime());
            behind |= presence.awaitNews(Duration.ofNanos(wait));
            if (System.nanoTime() - nextBeat >= 0) {
                standing = presence.beat();
                nextBeat = System.nanoTime() + interval;
                behind = true;
            }
            behind = behind && !follow.getAsBoolean();
        }
    }

    private void report(Exception failure) {
        if (standing.leader() != 0 && !closed) {
            LOG.warn("has lost the database: {}", failure.getMessage());
        }
        standing = standing.withoutLeader();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
