package dev.kaptan.state.postgres;

import java.time.Duration;

/**
 * Where the database is and how this instance behaves towards it.
 *
 * @param url {@code jdbc:postgresql://...}
 * @param schema holds all tables; is made if it does not exist
 * @param name this instance's, unlike every other's on the same schema
 * @param address {@code host:port} where clients reach this instance, told to the others
 * @param requestTimeout how long a write or a read that must be current may take
 * @param pollInterval how often the tables are looked at without being notified; also the heartbeat
 */
public record PostgresSettings(
        String url,
        String username,
        String password,
        String schema,
        String name,
        String address,
        Duration requestTimeout,
        Duration pollInterval) {

    /** A password has no place in a log. */
    @Override
    public String toString() {
        return "PostgresSettings[" + url + ", schema " + schema + ", name " + name + "]";
    }
}
