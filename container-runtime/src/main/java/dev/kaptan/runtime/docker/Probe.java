package dev.kaptan.runtime.docker;

import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;

import dev.kaptan.runtime.docker.http.EngineWords;
import dev.kaptan.runtime.docker.pause.PauseImage;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Starts a container for a moment to see whether the host allows what it asks for. */
final class Probe {

    private final Engine engine;
    private final String node;
    private final PauseLoader image;
    private final Removal removal;

    Probe(Engine engine, String node) {
        this.engine = engine;
        this.node = node;
        this.image = new PauseLoader(engine);
        this.removal = new Removal(engine);
    }

    /** The engine's words, or null if it starts. */
    @Nullable String refusal(HostConfig config) {
        String id = create(config.withNetworkMode("none"));
        try {
            engine.commands().startContainerCmd(id).exec();
            return null;
        } catch (InternalServerErrorException | BadRequestException e) {
            return EngineWords.of(e);
        } finally {
            removal.remove(id);
        }
    }

    private String create(HostConfig config) {
        try {
            return send(config);
        } catch (NotFoundException e) {
            image.load();
            return send(config);
        }
    }

    private String send(HostConfig config) {
        return engine.commands()
                .createContainerCmd(PauseImage.REFERENCE)
                .withLabels(Map.of(Labels.NODE, node, Labels.TYPE, Labels.PROBE))
                .withHostConfig(config)
                .exec()
                .getId();
    }
}
