package dev.kaptan.state.grpc;

import dev.kaptan.state.http.Page;
import dev.kaptan.state.http.Query;
import dev.kaptan.state.log.LogException;
import dev.kaptan.state.mvcc.Alarms;
import dev.kaptan.state.store.StateStore;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Whether this member lives ({@code /livez}) and is ready ({@code /readyz}), check by check, as
 * etcd answers since 3.5.11. Who does not live has to be started again; who is not ready waits for
 * others.
 */
final class Probes {

    private final StateStore store;
    private final Map<String, List<Check>> probes;

    /** Says what is wrong, or null. */
    private record Check(String name, Supplier<@Nullable String> problem) {}

    Probes(StateStore store) {
        this.store = store;
        var readsHere = new Check("serializable_read", this::failureToReadHere);
        this.probes =
                Map.of(
                        "/livez",
                        List.of(readsHere),
                        "/readyz",
                        List.of(
                                new Check("data_corruption", this::corruption),
                                readsHere,
                                new Check("linearizable_read", this::failureToRead),
                                new Check("non_learner", this::learning)));
    }

    /** All checks of a probe but those excluded, or the one that the path names. */
    Page answer(Query query) {
        var path = query.path();
        int slash = path.indexOf('/', 1);
        var checks = probes.getOrDefault(slash < 0 ? path : path.substring(0, slash), List.of());
        var wanted =
                slash < 0
                        ? checks
                        : checks.stream()
                                .filter(each -> each.name().equals(path.substring(slash + 1)))
                                .toList();
        if (wanted.isEmpty()) {
            return Page.notFound();
        }
        if (!query.method().equals("GET")) {
            return Page.methodNotAllowed();
        }
        var excluded = query.all("exclude");
        return report(
                wanted.stream().filter(each -> !excluded.contains(each.name())).toList(),
                query.parameters().containsKey("verbose"));
    }

    private static Page report(List<Check> checks, boolean verbose) {
        var details = new StringBuilder();
        boolean well = true;
        for (var check : checks) {
            var problem = check.problem().get();
            well &= problem == null;
            details.append(
                    problem == null
                            ? "[+]%s ok\n".formatted(check.name())
                            : "[-]%s failed: %s\n".formatted(check.name(), problem));
        }
        if (!well) {
            return Page.error(503, details.toString());
        }
        return Page.text(verbose ? details + "ok\n" : "ok\n");
    }

    private @Nullable String corruption() {
        return store.readLocally().alarms().has(Alarms.Kind.CORRUPT)
                ? "alarm activated: CORRUPT"
                : null;
    }

    /** One that waits for a quorum lives: starting it again would not bring that. */
    private @Nullable String failureToReadHere() {
        return store.works() ? null : "this member takes nothing more until it is started again";
    }

    @Nullable String failureToRead() {
        try {
            store.read();
            return null;
        } catch (LogException e) {
            return Failures.toStatus(e).getStatus().getDescription();
        }
    }

    private @Nullable String learning() {
        return store.status().self().learner() ? "this member is a learner" : null;
    }
}
