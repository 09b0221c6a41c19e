package dev.kaptan.runtime.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;

import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerSpec;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.docker.http.EngineWords;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The containers of pods, joined to their sandboxes. */
final class Containers {

    private final Engine engine;
    private final Abilities abilities;
    private final ContainerRequest request;
    private final Starts starts;
    private final Removal removal;
    private final Inspections<Container> inspections;

    Containers(Engine engine, DockerSettings settings, Abilities abilities, Starts starts) {
        this.engine = engine;
        this.abilities = abilities;
        this.request = new ContainerRequest(settings.node(), settings.logs(), abilities);
        this.starts = starts;
        this.removal = new Removal(engine);
        this.inspections =
                new Inspections<>(
                        engine,
                        Map.of(Labels.NODE, settings.node(), Labels.TYPE, Labels.CONTAINER),
                        Containers::read);
    }

    List<Container> list() {
        return inspections.list();
    }

    void doubt(String id) {
        inspections.doubt(id);
    }

    @Nullable Container find(String id) {
        return inspections.inspect(id);
    }

    private static Container read(InspectContainerResponse found) {
        var labels = new Labels(found.getConfig().getLabels());
        return new Container(
                found.getId(),
                labels.sandboxId(),
                labels.pod(),
                labels.containerName(),
                labels.attempt(),
                found.getImageId(),
                labels.image(),
                States.of(found),
                labels.others(),
                States.created(found));
    }

    String create(String sandboxId, ContainerSpec spec) {
        if (spec.security().privileged()) {
            abilities.requirePrivileged();
        }
        InspectContainerResponse sandbox = Inspections.find(engine, sandboxId);
        if (sandbox == null) {
            throw RuntimeFailure.notFound(sandboxId);
        }
        var labels = new Labels(sandbox.getConfig().getLabels());
        return Failures.translated(Kind.CREATE, () -> send(sandboxId, labels, spec));
    }

    private String send(String sandboxId, Labels sandbox, ContainerSpec spec) {
        var command = engine.commands().createContainerCmd("");
        request.fill(command, sandboxId, sandbox, spec);
        try {
            return command.exec().getId();
        } catch (NotFoundException e) {
            throw RuntimeFailure.of(Kind.IMAGE_NOT_FOUND, EngineWords.of(e), e);
        } catch (ConflictException e) {
            if (!removeNeverStarted(command.getName(), spec)) {
                throw e;
            }
            return command.exec().getId();
        }
    }

    /** A crash between creating and starting leaves a container that nobody knows of. */
    private boolean removeNeverStarted(@Nullable String name, ContainerSpec spec) {
        InspectContainerResponse found = name == null ? null : Inspections.find(engine, name);
        if (found == null || !"created".equals(found.getState().getStatus())) {
            return false;
        }
        Map<String, String> labels = found.getConfig().getLabels();
        if (labels == null || !new Labels(labels).pod().equals(spec.pod())) {
            return false;
        }
        removal.remove(found.getId());
        return true;
    }

    void start(String id) {
        starts.start(id);
    }

    void stop(String id, Duration grace) {
        removal.stop(id, grace);
    }

    void remove(String id) {
        removal.remove(id);
    }
}
