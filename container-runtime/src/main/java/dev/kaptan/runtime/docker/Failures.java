package dev.kaptan.runtime.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;

import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.docker.http.EngineRefusal;
import dev.kaptan.runtime.docker.http.EngineWords;
import dev.kaptan.runtime.docker.http.Reply;

import java.util.function.Supplier;

/** Turns what docker-java and the transport throw into the port's one failure. */
final class Failures {
    private Failures() {}

    /**
     * Calls the engine; whatever it refuses is of the given kind, unless what it is about is gone.
     */
    static <T> T translated(Kind kind, Supplier<T> call) {
        try {
            return call.get();
        } catch (NotFoundException e) {
            throw RuntimeFailure.of(Kind.NOT_FOUND, EngineWords.of(e), e);
        } catch (DockerException e) {
            throw RuntimeFailure.of(kind, EngineWords.of(e), e);
        } catch (EngineRefusal e) {
            throw RuntimeFailure.of(
                    e.status() == 404 ? Kind.NOT_FOUND : kind, EngineWords.of(e), e);
        }
    }

    /** Checks an answer that did not go through docker-java. */
    static void check(Kind kind, Reply reply) {
        if (reply.getStatusCode() >= 400) {
            throw RuntimeFailure.of(
                    reply.getStatusCode() == 404 ? Kind.NOT_FOUND : kind,
                    EngineWords.of(reply.text()));
        }
    }
}
