package dev.kaptan.runtime.docker;

import com.github.dockerjava.api.exception.NotFoundException;

import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.docker.http.Reply;

import java.time.Duration;

/** Ends containers; one that is not there has ended. */
final class Removal {

    private final Engine engine;

    Removal(Engine engine) {
        this.engine = engine;
    }

    /** The engine counts whole seconds: a part of one counts as one. */
    void stop(String id, Duration grace) {
        long seconds = grace.plusNanos(999_999_999).toSeconds();
        Reply reply =
                engine.http()
                        .patientCall("POST", "/containers/" + id + "/stop?t=" + seconds, grace);
        if (reply.getStatusCode() != 404) {
            Failures.check(Kind.OTHER, reply);
        }
    }

    /** With its anonymous volumes and its log. */
    void remove(String id) {
        Failures.translated(
                Kind.OTHER,
                () -> {
                    try {
                        return engine.commands()
                                .removeContainerCmd(id)
                                .withForce(true)
                                .withRemoveVolumes(true)
                                .exec();
                    } catch (NotFoundException e) {
                        return null;
                    }
                });
    }
}
