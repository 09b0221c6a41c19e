package dev.kaptan.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.core.DockerClientConfig;

import dev.kaptan.runtime.ContainerState;
import dev.kaptan.runtime.ContainerState.Cause;
import dev.kaptan.runtime.ContainerState.Exited;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class StatesTest {

    private static final Instant T1 = Instant.parse("2026-01-01T00:00:01.5Z");
    private static final Instant T2 = Instant.parse("2026-01-01T00:00:02Z");

    @Test
    void readsWhereAContainerIsInItsLife() throws JsonProcessingException {
        assertThat(state("created", "", 0, false, null, null))
                .isEqualTo(new ContainerState.Created());
        assertThat(state("running", "", 0, false, T1, null))
                .isEqualTo(new ContainerState.Running(T1));
        assertThat(state("exited", "", 3, false, T1, T2))
                .isEqualTo(new Exited(T1, T2, 3, Cause.ENDED, ""));
        assertThat(state("exited", "", 137, true, T1, T2))
                .isEqualTo(new Exited(T1, T2, 137, Cause.OUT_OF_MEMORY, ""));
    }

    @Test
    void tellsAContainerThatCouldNotBeStartedFromOneThatWasNotYet() throws JsonProcessingException {
        assertThat(state("created", "no such program", 127, false, null, null))
                .isEqualTo(
                        new Exited(
                                Instant.EPOCH,
                                Instant.EPOCH,
                                127,
                                Cause.START_FAILED,
                                "no such program"));
    }

    @Test
    void doesNotLetALifeEndBeforeItBegan() throws JsonProcessingException {
        assertThat(state("exited", "", 0, false, T2, T1))
                .isEqualTo(new Exited(T1, T1, 0, Cause.ENDED, ""));
    }

    private static ContainerState state(
            String status, String error, int code, boolean oom, Instant started, Instant finished)
            throws JsonProcessingException {
        String json =
                """
                {"Created": "1970-01-01T00:00:00Z", "State": {"Status": "%s", "Error": "%s",
                 "ExitCode": %d, "OOMKilled": %b, "StartedAt": "%s", "FinishedAt": "%s"}}\
                """
                        .formatted(status, error, code, oom, time(started), time(finished));
        return States.of(
                DockerClientConfig.getDefaultObjectMapper()
                        .readValue(json, InspectContainerResponse.class));
    }

    private static String time(Instant instant) {
        return instant == null ? "0001-01-01T00:00:00Z" : instant.toString();
    }
}
