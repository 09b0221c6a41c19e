package dev.kaptan.state.postgres;

import com.zaxxer.hikari.HikariDataSource;

import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.function.Supplier;

import javax.sql.DataSource;

/**
 * The migrated schema: repositories over a pool of connections, and the transactions around them.
 */
final class Database implements AutoCloseable {

    private final PostgresSettings settings;
    private final HikariDataSource pool;
    private final AnnotationConfigApplicationContext context;
    private final TransactionTemplate writing;
    private final TransactionTemplate reading;

    /** Connects and migrates; instances that start at the same time take turns (Flyway's lock). */
    Database(PostgresSettings settings) {
        this.settings = settings;
        this.pool = Connections.pool(settings);
        try {
            migrate();
            this.context = context(pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
        var manager = context.getBean(PlatformTransactionManager.class);
        this.writing = new TransactionTemplate(manager);
        this.reading = new TransactionTemplate(manager);
        reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        reading.setReadOnly(true);
    }

    PostgresSettings settings() {
        return settings;
    }

    <T> T repository(Class<T> type) {
        return context.getBean(type);
    }

    JdbcTemplate jdbc() {
        return context.getBean(JdbcTemplate.class);
    }

    /** Every statement sees what was committed before it began, so that a lock can come first. */
    <T> T write(Supplier<T> work) {
        return writing.execute(status -> work.get());
    }

    /** Everything read within it was true at one moment. */
    <T> T read(Supplier<T> work) {
        return reading.execute(status -> work.get());
    }

    /** What instances on this schema tell each other by. */
    String channel() {
        return "kaptan " + settings.schema();
    }

    /** The number that stands for a thing of this schema among the database's advisory locks. */
    long lock(String thing) {
        return Hash.of(channel() + "/" + thing);
    }

    @Override
    public void close() {
        context.close();
        pool.close();
    }

    private void migrate() {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(pool)
                .schemas(settings.schema())
                .locations("classpath:dev/kaptan/state/postgres/migration")
                .load()
                .migrate();
    }

    private static AnnotationConfigApplicationContext context(DataSource pool) {
        var context = new AnnotationConfigApplicationContext();
        context.setClassLoader(Database.class.getClassLoader());
        context.registerBean(DataSource.class, () -> pool);
        context.register(DatabaseConfiguration.class);
        context.refresh();
        return context;
    }
}
