package dev.kaptan.state.postgres;

import dev.kaptan.state.log.LogStatus;

import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What an instance is as long as one connection lasts: the only one of its name, a listener, a
 * member that beats and, if it holds the lock, the leader. The database takes all of it back when
 * the connection ends, however it ends.
 */
final class Presence implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    /** Whose heart has not beaten for so many intervals is gone. */
    private static final int BEATS_UNTIL_GONE = 5;

    private final Connection connection;
    private final JdbcClient jdbc;
    private final Database database;
    private final Clusters clusters;
    private final Members members;
    private final LeaseRows leases;
    private final LogStatus.Member self;
    private boolean leads;

    Presence(Database database, LogStatus.Member self) throws SQLException {
        this.database = database;
        this.clusters = database.repository(Clusters.class);
        this.members = database.repository(Members.class);
        this.leases = database.repository(LeaseRows.class);
        this.self = self;
        this.connection = Connections.session(database.settings());
        this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        // A heartbeat need not outlive a crash: the next one replaces it.
        jdbc.sql("SET synchronous_commit = off").update();
    }

    /** Takes this instance's name; answers false if another session has it. */
    boolean claim() {
        return tryLock("member/" + database.settings().name());
    }

    void listen() {
        jdbc.sql("LISTEN \"" + database.channel() + "\"").update();
    }

    /** Waits for news at most so long; answers whether there are any. */
    boolean awaitNews(Duration atMost) throws SQLException {
        // 0 would mean for ever.
        int millis = Math.max(1, Math.toIntExact(atMost.toMillis()));
        PGNotification[] news = connection.unwrap(PGConnection.class).getNotifications(millis);
        return news != null && news.length > 0;
    }

    Standing beat() {
        jdbc.sql(
                        """
                        INSERT INTO member (id, name, address) VALUES (?, ?, ?)
                        ON CONFLICT (id) DO UPDATE
                        SET name = excluded.name, address = excluded.address, seen = now()
                        """)
                .params(self.id(), database.settings().name(), database.settings().address())
                .update();
        if (!leads && tryLock("leader")) {
            lead();
        }
        if (leads) {
            forgetTheGone();
        }
        var cluster = clusters.read();
        return new Standing(
                cluster.term(),
                cluster.leader(),
                members.all().stream().map(MemberRow::member).toList());
    }

    /** Says goodbye, which saves the others the wait. */
    void leave() {
        jdbc.sql("DELETE FROM member WHERE id = ?").param(self.id()).update();
        jdbc.sql("UPDATE cluster SET leader = 0 WHERE leader = ?").param(self.id()).update();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a broken connection was not closed", e);
        }
    }

    /** Whoever led before may have taken unsynced renewals along: no lease must die too early. */
    private void lead() {
        leads = true;
        database.write(() -> {
            clusters.lead(self.id());
            return leases.renewAll();
        });
        LOG.info("leads the instances on schema {}", database.settings().schema());
    }

    private void forgetTheGone() {
        var limit = database.settings().pollInterval().multipliedBy(BEATS_UNTIL_GONE);
        jdbc.sql("DELETE FROM member WHERE seen < now() - ? * interval '1 millisecond'")
                .param(limit.toMillis())
                .update();
    }

    private boolean tryLock(String thing) {
        return jdbc.sql("SELECT pg_try_advisory_lock(?)")
                .param(database.lock(thing))
                .query(Boolean.class)
                .single();
    }
}
