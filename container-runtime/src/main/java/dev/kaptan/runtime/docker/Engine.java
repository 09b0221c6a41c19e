package dev.kaptan.runtime.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;

import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.docker.http.EngineHttp;
import dev.kaptan.runtime.docker.http.Reply;

import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;

/** The ways to the engine: docker-java's commands, and HTTP for what it has no good command for. */
record Engine(DockerClient commands, EngineHttp http, ObjectMapper json) {

    static Engine at(DockerSettings settings, ScheduledExecutorService watchdog) {
        var http =
                new EngineHttp(
                        settings.engine(),
                        settings.callTimeout(),
                        settings.concurrentCalls(),
                        watchdog);
        DockerClientConfig config = new EngineConfig(settings.engine());
        return new Engine(
                DockerClientImpl.getInstance(config, http),
                http,
                DockerClientConfig.getDefaultObjectMapper());
    }

    JsonNode tree(Reply reply) {
        try {
            return json.readTree(reply.getBody());
        } catch (IOException e) {
            throw RuntimeFailure.of(
                    RuntimeFailure.Kind.OTHER,
                    "the engine's answer is no JSON: " + e.getMessage(),
                    e);
        }
    }
}
