package dev.kaptan.state.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** How connections are made, in the pool and beside it. */
final class Connections {

    /**
     * An append, a barrier, a catch-up, renewals, an expiry and a sweep may run at the same time.
     */
    private static final int POOLED = 6;

    private Connections() {}

    static HikariDataSource pool(PostgresSettings settings) {
        var config = new HikariConfig();
        config.setPoolName("state-database");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.username());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(POOLED);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(1_000);
        config.setInitializationFailTimeout(settings.requestTimeout().toMillis());
        config.setDataSourceProperties(properties(settings));
        return new HikariDataSource(config);
    }

    /** A connection for what lives as long as its session: locks, LISTEN, heartbeats. */
    static Connection session(PostgresSettings settings) throws SQLException {
        var properties = properties(settings);
        properties.setProperty("user", settings.username());
        properties.setProperty("password", settings.password());
        return DriverManager.getConnection(settings.url(), properties);
    }

    /**
     * Whatever hangs ends within about the request's time, on both sides: a transaction whose
     * client is gone must not keep the lock that all writers wait for.
     */
    private static Properties properties(PostgresSettings settings) {
        Duration timeout = settings.requestTimeout();
        var properties = new Properties();
        properties.setProperty("ApplicationName", "kaptan-state " + settings.name());
        properties.setProperty("currentSchema", settings.schema());
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "" + (timeout.toSeconds() + 2));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty(
                "options",
                "-c statement_timeout=%d -c idle_in_transaction_session_timeout=%d"
                        .formatted(timeout.toMillis(), timeout.toMillis()));
        return properties;
    }
}
