package dev.kaptan.state.postgres;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.store.Outcome;
import dev.kaptan.state.store.Planned;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import java.util.List;
import java.util.UUID;

/**
 * Appends a batch: takes its turn among all instances, catches up with them, plans, writes the
 * plan's rows and commits; only then the replica shows them. For one thread at a time.
 *
 * <p>A commit whose answer is lost took place or did not. The next transaction that gets the turn
 * finds out, for the lost one has ended by then: an entry with its id stands at its index, or never
 * will.
 */
final class Appender {

    private final Database database;
    private final Replica replica;
    private final BatchWriter writer;
    private final Batches batches;
    private final Patience patience;

    /** Commit was demanded and not answered. */
    private static final class Unknown extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final transient Attempt attempt;

        Unknown(Attempt attempt, RuntimeException cause) {
            super(cause);
            this.attempt = attempt;
        }
    }

    private record Attempt(Planned planned, @Nullable BatchRow batch) {}

    Appender(Database database, Replica replica, Patience patience) {
        this.database = database;
        this.replica = replica;
        this.patience = patience;
        this.writer = new BatchWriter(database);
        this.batches = database.repository(Batches.class);
    }

    List<Outcome> append(byte[] entry) {
        for (; ; ) {
            try {
                return publish(patience.withRetries(() -> attempt(entry)));
            } catch (Unknown unknown) {
                if (tookPlace(unknown)) {
                    return publish(unknown.attempt);
                }
            }
        }
    }

    private Attempt attempt(byte[] entry) {
        var written = new Attempt[1];
        try {
            return database.write(() -> {
                var attempt = write(entry);
                written[0] = attempt;
                return attempt;
            });
        } catch (DataAccessException | TransactionException e) {
            var attempt = written[0];
            if (attempt == null || attempt.batch() == null) {
                throw e;
            }
            throw new Unknown(attempt, e);
        }
    }

    private Attempt write(byte[] entry) {
        var newest = writer.lockNewest();
        replica.catchUp(newest);
        var planned = replica.plan(entry);
        var plan = planned.plan();
        if (plan.isEmpty() && planned.announcements().isEmpty()) {
            return new Attempt(planned, null);
        }
        var batch =
                new BatchRow(
                        newest.index() + 1,
                        UUID.randomUUID(),
                        plan.revision(),
                        plan.compactedRevision());
        writer.write(batch, planned);
        return new Attempt(planned, batch);
    }

    private List<Outcome> publish(Attempt attempt) {
        if (attempt.batch() != null) {
            replica.publish(attempt.planned(), attempt.batch());
        }
        return attempt.planned().outcomes();
    }

    private boolean tookPlace(Unknown unknown) {
        var batch = unknown.attempt.batch();
        try {
            return batch != null && patience.withRetries(() -> stands(batch));
        } catch (LogException stillUnknown) {
            throw LogException.timeout(unknown);
        }
    }

    private boolean stands(BatchRow batch) {
        return database.write(() -> {
            writer.lockNewest();
            return batches.findById(batch.index())
                    .filter(row -> row.id().equals(batch.id()))
                    .isPresent();
        });
    }
}
