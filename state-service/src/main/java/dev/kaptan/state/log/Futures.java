package dev.kaptan.state.log;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What a future failed with, which those that follow it wrap. */
public final class Futures {

    private Futures() {}

    /** Blocks; throws what the future failed with. */
    public static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw cause(e) instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The failure itself where it is not wrapped. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
    }
}
