package dev.kaptan.runtime.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;

import dev.kaptan.runtime.RuntimeFailure.Kind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists this node's containers in one call. What only an inspection tells is asked for once a
 * state: nothing of it changes while a container runs, or after it has ended.
 */
final class Inspections<T> {

    private static final Set<String> LASTING = Set.of("running", "exited");

    private record Known<T>(String state, T value) {}

    private final Engine engine;
    private final Map<String, String> filter;
    private final Function<InspectContainerResponse, T> reader;
    private final Map<String, Known<T>> known = new ConcurrentHashMap<>();
    private final Set<String> doubted = ConcurrentHashMap.newKeySet();

    Inspections(
            Engine engine,
            Map<String, String> filter,
            Function<InspectContainerResponse, T> reader) {
        this.engine = engine;
        this.filter = filter;
        this.reader = reader;
    }

    List<T> list() {
        List<Container> listed = Failures.translated(Kind.OTHER, this::ask);
        Set<String> ids = listed.stream().map(Container::getId).collect(Collectors.toSet());
        known.keySet().retainAll(ids);
        doubted.retainAll(ids);
        return listed.stream().flatMap(c -> Stream.ofNullable(value(c))).toList();
    }

    private List<Container> ask() {
        return engine.commands()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(filter)
                .exec();
    }

    /**
     * Something happened to a container. The engine tells so before its list shows it (moby's
     * handleContainerExit), while an inspection waits for it: the next look must inspect.
     */
    void doubt(String id) {
        doubted.add(id);
    }

    /** Null if it vanished since it was listed. */
    private @Nullable T value(Container listed) {
        Known<T> before = known.get(listed.getId());
        boolean certain = !doubted.remove(listed.getId());
        if (certain && before != null && before.state().equals(listed.getState())) {
            return before.value();
        }
        T value = inspect(listed.getId());
        if (value != null && LASTING.contains(listed.getState())) {
            known.put(listed.getId(), new Known<>(listed.getState(), value));
        }
        return value;
    }

    /** Null if there is none of that id. */
    @Nullable T inspect(String id) {
        InspectContainerResponse found = find(engine, id);
        return found == null || !isOurs(found) ? null : reader.apply(found);
    }

    static @Nullable InspectContainerResponse find(Engine engine, String id) {
        return Failures.translated(
                Kind.OTHER,
                () -> {
                    try {
                        return engine.commands().inspectContainerCmd(id).exec();
                    } catch (NotFoundException e) {
                        return null;
                    }
                });
    }

    private boolean isOurs(InspectContainerResponse found) {
        Map<String, String> labels = found.getConfig().getLabels();
        return labels != null && labels.entrySet().containsAll(filter.entrySet());
    }
}
