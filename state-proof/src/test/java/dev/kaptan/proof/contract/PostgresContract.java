package dev.kaptan.proof.contract;

import dev.kaptan.proof.cluster.Cluster;
import dev.kaptan.proof.cluster.Database;
import dev.kaptan.proof.cluster.Engine;
import dev.kaptan.proof.cluster.Ports;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Instances on a schema of their own, in a database that the tests of this JVM share. */
@ExtendWith(PostgresContract.DatabaseRuns.class)
abstract class PostgresContract extends StoreContract {

    /** Reports every test as skipped where no database can be started. */
    static final class DatabaseRuns implements ExecutionCondition {

        /** Looked for once, for a condition is asked before every test. */
        private static final ConditionEvaluationResult RESULT = look();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return RESULT;
        }

        private static ConditionEvaluationResult look() {
            try {
                var problem = Database.problem();
                return problem == null
                        ? ConditionEvaluationResult.enabled("PostgreSQL can be started")
                        : ConditionEvaluationResult.disabled(problem);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static @Nullable Database database;

    private final int instances;

    PostgresContract(int instances) {
        this.instances = instances;
    }

    @Override
    Store start(Path directory) throws Exception {
        var engine = Engine.Kaptan.onDatabase(System.getProperty("java.class.path"));
        var ports = Ports.anyFree();
        return new Store(
                new Cluster(engine, instances, directory, ports, false, database()),
                // Instances come and go by themselves, and the database decides who leads.
                false);
    }

    private static synchronized Database database() throws IOException, InterruptedException {
        if (database == null) {
            var started = Database.start(Ports.anyFree());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(started)));
            database = started;
        }
        return database;
    }

    private static void end(Database database) {
        try {
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
