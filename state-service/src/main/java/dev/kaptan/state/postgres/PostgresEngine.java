package dev.kaptan.state.postgres;

import dev.kaptan.state.node.Engine;
import dev.kaptan.state.store.StoreMachine;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import java.io.IOException;
import java.sql.SQLException;

/** One of any number of instances on a PostgreSQL schema; it keeps nothing on this machine. */
public record PostgresEngine(PostgresSettings settings) implements Engine {

    /** Throws {@link DatabaseException} where the database cannot be used. */
    @Override
    public Running start(StoreMachine machine) throws IOException {
        var database = open();
        try {
            var log = new PostgresLog(database, machine);
            return new Running(log, log.leases(), log::close);
        } catch (SQLException | DataAccessException | TransactionException e) {
            database.close();
            throw new DatabaseException(e);
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private Database open() throws DatabaseException {
        try {
            return new Database(settings);
        } catch (RuntimeException e) {
            // Pool, migration and repositories have each their own exceptions for it.
            throw new DatabaseException(e);
        }
    }
}
