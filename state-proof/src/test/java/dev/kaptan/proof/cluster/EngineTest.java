package dev.kaptan.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

class EngineTest {

    private static Launch launch(int databasePort) {
        return new Launch("m1", Path.of("m1"), 1, 2, List.of(), false, databasePort);
    }

    @Test
    void whatTheUserSaysOfADatabaseIsPassedOnAsItIs() {
        var engine = Engine.Kaptan.onPostgresql("jars", "jdbc:postgresql://PORT/a", "b", "PORT");

        assertThat(engine.command(launch(0)))
                .contains(
                        "--kaptan.state.postgresql.url=jdbc:postgresql://PORT/a",
                        "--kaptan.state.postgresql.password=PORT");
    }

    @Test
    void theDatabaseOfTheRunIsReachedThroughThePortOfTheLaunch() {
        assertThat(Engine.Kaptan.onDatabase("jars").command(launch(5)))
                .contains("--kaptan.state.postgresql.url=" + Database.url(5));
    }
}
