package dev.kaptan.agent.reference;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Answers of another source, each given again for a short time: the Pods of a namespace mostly
 * refer to the same few objects, which are then read once for all of them. Upstream's kubelet
 * remembers for a minute when it does not watch.
 */
public final class RecentReferences implements References {

    private record Key(Class<?> type, String namespace, String name) {}

    private record Answer(Instant asked, FutureTask<? extends @Nullable HasMetadata> task) {}

    private final References source;
    private final Duration remembered;
    private final InstantSource clock;
    private final Map<Key, Answer> answers = new HashMap<>();

    /**
     * @param remembered how old an answer may be
     */
    public RecentReferences(References source, Duration remembered, InstantSource clock) {
        this.source = source;
        this.remembered = remembered;
        this.clock = clock;
    }

    @Override
    public @Nullable ConfigMap configMap(String namespace, String name) {
        return (ConfigMap)
                recent(
                        new Key(ConfigMap.class, namespace, name),
                        () -> source.configMap(namespace, name));
    }

    @Override
    public @Nullable Secret secret(String namespace, String name) {
        return (Secret)
                recent(
                        new Key(Secret.class, namespace, name),
                        () -> source.secret(namespace, name));
    }

    /** Of several who ask at once, one asks the source; the others wait for its answer. */
    private @Nullable HasMetadata recent(Key key, Supplier<? extends @Nullable HasMetadata> read) {
        var task = task(key, read);
        task.run();
        try {
            return task.get();
        } catch (ExecutionException failed) {
            forget(key, task);
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while " + key + " was read");
        }
    }

    private synchronized FutureTask<? extends @Nullable HasMetadata> task(
            Key key, Supplier<? extends @Nullable HasMetadata> read) {
        var oldest = clock.instant().minus(remembered);
        // Secrets are not to lie in memory for longer than they are of use.
        answers.values().removeIf(answer -> !answer.asked().isAfter(oldest));
        return answers.computeIfAbsent(
                        key, absent -> new Answer(clock.instant(), new FutureTask<>(read::get)))
                .task();
    }

    /** A failure is not remembered. */
    private synchronized void forget(Key key, FutureTask<?> task) {
        answers.computeIfPresent(key, (same, answer) -> answer.task() == task ? null : answer);
    }
}
