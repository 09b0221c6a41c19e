package dev.kaptan.runtime.docker;

import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;

import dev.kaptan.runtime.RuntimeFailure.Kind;
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

    /**
     * The engine's words, or null if it starts.
     *
     * @param what tells the containers of different trials apart
     */
    @Nullable String refusal(String what, HostConfig config) {
        Map<String, String> labels =
                Map.of(Labels.NODE, node, Labels.TYPE, Labels.PROBE, Labels.PROBED, what);
        return Failures.translated(
                Kind.OTHER,
                () -> {
                    removeLeftovers(labels);
                    String id = create(labels, config.withNetworkMode("none"));
                    try {
                        return startRefusal(id);
                    } finally {
                        removal.remove(id);
                    }
                });
    }

    private @Nullable String startRefusal(String id) {
        try {
            engine.commands().startContainerCmd(id).exec();
            return null;
        } catch (InternalServerErrorException | BadRequestException e) {
            return EngineWords.of(e);
        }
    }

    /** A crash in the middle of a trial leaves its container. */
    private void removeLeftovers(Map<String, String> labels) {
        engine.commands()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(labels)
                .exec()
                .forEach(container -> removal.remove(container.getId()));
    }

    private String create(Map<String, String> labels, HostConfig config) {
        try {
            return send(labels, config);
        } catch (NotFoundException e) {
            image.load();
            return send(labels, config);
        }
    }

    private String send(Map<String, String> labels, HostConfig config) {
        return engine.commands()
                .createContainerCmd(PauseImage.REFERENCE)
                .withLabels(labels)
                .withHostConfig(config)
                .exec()
                .getId();
    }
}
