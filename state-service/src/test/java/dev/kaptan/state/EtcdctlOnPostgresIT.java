package dev.kaptan.state;

import dev.kaptan.state.postgres.NeedsPostgres;
import dev.kaptan.state.postgres.PostgresServer;

import org.junit.jupiter.api.condition.EnabledIf;

import java.nio.file.Path;
import java.util.List;

/** The same commands, with the data in a database. */
@EnabledIf(
        value = "isOnPath",
        disabledReason = "there is no etcdctl on the PATH (Debian: etcd-client)")
@NeedsPostgres
class EtcdctlOnPostgresIT extends EtcdctlIT {

    @Override
    List<String> engine(Path directory) {
        return PostgresServer.shared().arguments(PostgresServer.newSchema(), "default");
    }
}
