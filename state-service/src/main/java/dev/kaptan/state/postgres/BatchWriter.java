package dev.kaptan.state.postgres;

import dev.kaptan.state.mvcc.Event;
import dev.kaptan.state.mvcc.Plan;
import dev.kaptan.state.mvcc.Plan.LeaseChange;
import dev.kaptan.state.store.Planned;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * The statements of an append. They are written by hand, for each costs all writers a round trip to
 * the database.
 */
final class BatchWriter {

    /**
     * Two statements on one trip. They cannot be one: a statement sees what was committed when it
     * began, and the lock may have been waited for since.
     */
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(?); SELECT index, id, revision, compacted FROM batch"
                    + " ORDER BY index DESC LIMIT 1";

    private static final String WRITE =
            """
            WITH b AS (INSERT INTO batch VALUES (?, ?, ?, ?)),
                 r AS (INSERT INTO revision SELECT * FROM unnest(
                     ?::bigint[], ?::int[], ?::bytea[], ?::bytea[], ?::bigint[], ?::bigint[],
                     ?::bigint[], ?::boolean[], ?::bigint[]))
            SELECT pg_notify(?, ?)
            """;

    private final JdbcTemplate jdbc;
    private final LeaseRows leases;
    private final Administrations administrations;
    private final Announcements announcements;
    private final String channel;
    private final long lock;

    BatchWriter(Database database) {
        this.jdbc = database.jdbc();
        this.leases = database.repository(LeaseRows.class);
        this.administrations = database.repository(Administrations.class);
        this.announcements = database.repository(Announcements.class);
        this.channel = database.channel();
        this.lock = database.lock("append");
    }

    /**
     * Waits until this transaction is the only one that may append, until its end, and answers the
     * newest entry.
     */
    BatchRow lockNewest() {
        PreparedStatementCallback<BatchRow> callback =
                statement -> {
                    statement.setLong(1, lock);
                    statement.execute();
                    statement.getMoreResults();
                    return newest(statement);
                };
        var newest = jdbc.execute(LOCK, callback);
        if (newest == null) {
            throw new IllegalStateException("the log has no entries");
        }
        return newest;
    }

    void write(BatchRow batch, Planned planned) {
        var plan = planned.plan();
        PreparedStatementCallback<Boolean> callback =
                statement -> {
                    fill(statement, batch, plan.events());
                    return statement.execute();
                };
        jdbc.execute(WRITE, callback);
        writeLeases(batch, plan);
        byte[] administration = plan.changedAdministration();
        if (administration != null) {
            administrations.put(batch.index(), administration);
        }
        int ordinal = 0;
        for (var command : planned.announcements()) {
            announcements.add(batch.index(), ordinal++, command);
        }
    }

    private void writeLeases(BatchRow batch, Plan plan) {
        for (var change : plan.leaseChanges()) {
            switch (change) {
                case LeaseChange.Granted(long id, long ttl) -> leases.grant(id, ttl, batch.index());
                case LeaseChange.Revoked(long id) -> leases.revoke(id, batch.index());
            }
        }
    }

    private static BatchRow newest(PreparedStatement statement) throws SQLException {
        try (var rows = statement.getResultSet()) {
            rows.next();
            return new BatchRow(
                    rows.getLong(1),
                    rows.getObject(2, UUID.class),
                    rows.getLong(3),
                    rows.getLong(4));
        }
    }

    private void fill(PreparedStatement statement, BatchRow batch, List<List<Event>> revisions)
            throws SQLException {
        statement.setLong(1, batch.index());
        statement.setObject(2, batch.id());
        statement.setLong(3, batch.revision());
        statement.setLong(4, batch.compacted());
        new Columns(revisions).setInto(statement, 5);
        statement.setString(14, channel);
        statement.setString(15, "" + batch.index());
    }

    /** The rows of some revisions, turned into an array for each column. */
    private static final class Columns {

        private final Long[] revisions;
        private final Integer[] ordinals;
        private final byte[][] keys;
        private final byte[][] values;
        private final Long[] createRevisions;
        private final Long[] versions;
        private final Long[] leases;
        private final Boolean[] deletions;
        private final Long[] superseded;

        Columns(List<List<Event>> events) {
            int rows = events.stream().mapToInt(List::size).sum();
            revisions = new Long[rows];
            ordinals = new Integer[rows];
            keys = new byte[rows][];
            values = new byte[rows][];
            createRevisions = new Long[rows];
            versions = new Long[rows];
            leases = new Long[rows];
            deletions = new Boolean[rows];
            superseded = new Long[rows];
            int row = 0;
            for (var revision : events) {
                for (int ordinal = 0; ordinal < revision.size(); ordinal++) {
                    set(row++, ordinal, revision.get(ordinal));
                }
            }
        }

        private void set(int row, int ordinal, Event event) {
            var entry = event.entry();
            var previous = event.previous();
            revisions[row] = entry.modRevision();
            ordinals[row] = ordinal;
            keys[row] = entry.key();
            values[row] = entry.value();
            createRevisions[row] = entry.createRevision();
            versions[row] = entry.version();
            leases[row] = entry.lease();
            deletions[row] = event instanceof Event.Delete;
            superseded[row] = previous == null ? 0 : previous.modRevision();
        }

        void setInto(PreparedStatement statement, int first) throws SQLException {
            Connection connection = statement.getConnection();
            int column = first;
            statement.setArray(column++, connection.createArrayOf("int8", revisions));
            statement.setArray(column++, connection.createArrayOf("int4", ordinals));
            statement.setArray(column++, connection.createArrayOf("bytea", keys));
            statement.setArray(column++, connection.createArrayOf("bytea", values));
            statement.setArray(column++, connection.createArrayOf("int8", createRevisions));
            statement.setArray(column++, connection.createArrayOf("int8", versions));
            statement.setArray(column++, connection.createArrayOf("int8", leases));
            statement.setArray(column++, connection.createArrayOf("bool", deletions));
            statement.setArray(column, connection.createArrayOf("int8", superseded));
        }
    }
}
