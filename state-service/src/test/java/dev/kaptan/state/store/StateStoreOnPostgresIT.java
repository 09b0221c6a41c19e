package dev.kaptan.state.store;

import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.postgres.NeedsPostgres;
import dev.kaptan.state.postgres.PostgresEngine;
import dev.kaptan.state.postgres.PostgresServer;

import java.io.IOException;
import java.util.List;

@NeedsPostgres
class StateStoreOnPostgresIT extends StateStoreContract {

    private final String schema = PostgresServer.newSchema();

    @Override
    protected ReplicatedLog<List<Outcome>> open(StoreMachine machine) throws IOException {
        var settings = PostgresServer.shared().settings(schema, "one");
        return new PostgresEngine(settings).start(machine).log();
    }
}
