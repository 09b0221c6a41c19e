package dev.kaptan.state;

import dev.kaptan.state.postgres.NeedsPostgres;
import dev.kaptan.state.postgres.PostgresServer;

import java.nio.file.Path;
import java.util.List;

/** The same commands, with the data in a database. */
@NeedsPostgres
class EtcdctlOnPostgresIT extends EtcdctlIT {

    @Override
    List<String> engine(Path directory) {
        return PostgresServer.shared().arguments(PostgresServer.newSchema(), "default");
    }
}
