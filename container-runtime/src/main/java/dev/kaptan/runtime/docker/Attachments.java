package dev.kaptan.runtime.docker;

import com.fasterxml.jackson.databind.JsonNode;

import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.StreamOptions;
import dev.kaptan.runtime.StreamSession;
import dev.kaptan.runtime.docker.http.EngineStream;

import java.io.IOException;

/** Connections with the first process of a container. */
final class Attachments {

    private final Engine engine;

    Attachments(Engine engine) {
        this.engine = engine;
    }

    StreamSession open(String containerId, StreamOptions options) {
        String target =
                "/containers/%s/attach?stream=1&stdin=%d&stdout=%d&stderr=%d"
                        .formatted(
                                containerId,
                                bit(options.stdin()),
                                bit(options.stdout()),
                                bit(options.stderr()));
        EngineStream stream =
                Failures.translated(Kind.EXEC, () -> engine.http().upgrade(target, new byte[0]));
        return DockerSession.start(
                stream,
                options,
                (width, height) -> resize(containerId, width, height),
                () -> exitCode(containerId));
    }

    private static int bit(boolean flag) {
        return flag ? 1 : 0;
    }

    private void resize(String containerId, int width, int height) {
        Failures.translated(
                Kind.EXEC,
                () ->
                        engine.commands()
                                .resizeContainerCmd(containerId)
                                .withSize(height, width)
                                .exec());
    }

    /** The engine answers at once, and sends the body when the container has ended. */
    private int exitCode(String containerId) throws InterruptedException {
        try (EngineStream wait =
                Failures.translated(
                        Kind.EXEC,
                        () ->
                                engine.http().stream(
                                        "POST", "/containers/" + containerId + "/wait"))) {
            JsonNode end = engine.json().readTree(wait.in());
            return end.path("StatusCode").asInt();
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for a container");
            }
            throw RuntimeFailure.of(
                    Kind.ENGINE_UNAVAILABLE, "lost the engine while waiting: " + e.getMessage(), e);
        }
    }
}
