package dev.kaptan.runtime.docker;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Tries something out once; whoever asks meanwhile waits. A trial that fails is made again. */
final class Trial {

    /**
     * @param first for the one who made the trial
     * @param refusal the engine's words, or null if it was allowed
     */
    record Outcome(boolean first, @Nullable String refusal) {}

    private final Supplier<@Nullable String> attempt;
    private final AtomicReference<@Nullable FutureTask<Outcome>> made = new AtomicReference<>();

    Trial(Supplier<@Nullable String> attempt) {
        this.attempt = attempt;
    }

    boolean isRefused() {
        FutureTask<Outcome> task = made.get();
        return task != null
                && task.state() == Future.State.SUCCESS
                && task.resultNow().refusal() != null;
    }

    Outcome outcome() {
        var own = new FutureTask<>(() -> new Outcome(true, attempt.get()));
        if (made.compareAndSet(null, own)) {
            own.run();
            return result(own);
        }
        FutureTask<Outcome> others = made.get();
        return others == null ? outcome() : new Outcome(false, result(others).refusal());
    }

    private Outcome result(FutureTask<Outcome> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            made.compareAndSet(task, null);
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a trial throws no checked exceptions", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while trying what the host allows", e);
        }
    }
}
