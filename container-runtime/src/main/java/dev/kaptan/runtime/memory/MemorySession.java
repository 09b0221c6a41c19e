package dev.kaptan.runtime.memory;

import dev.kaptan.runtime.ExecResult;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.StreamOptions;
import dev.kaptan.runtime.StreamSession;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** A command that runs when its input has ended, at once if it has none. */
final class MemorySession implements StreamSession {

    private final ByteArrayOutputStream stdin = new ByteArrayOutputStream();
    private final CompletableFuture<ExecResult> result = new CompletableFuture<>();
    private final Function<byte[], ExecResult> command;

    private MemorySession(Function<byte[], ExecResult> command) {
        this.command = command;
    }

    static MemorySession start(StreamOptions options, Function<byte[], ExecResult> command) {
        var session = new MemorySession(command);
        if (!options.stdin()) {
            session.closeStdin();
        }
        return session;
    }

    @Override
    public OutputStream stdin() {
        return stdin;
    }

    @Override
    public InputStream stdout() {
        return new Late(ExecResult::stdout);
    }

    @Override
    public InputStream stderr() {
        return new Late(ExecResult::stderr);
    }

    @Override
    public void closeStdin() {
        if (!result.isDone()) {
            result.complete(command.apply(stdin.toByteArray()));
        }
    }

    /** No command here has a terminal to look at. */
    @Override
    public void resize(int width, int height) {}

    @Override
    public int awaitExit() throws InterruptedException {
        try {
            return result.get().exitCode();
        } catch (ExecutionException e) {
            throw RuntimeFailure.of(Kind.EXEC, "the session was closed before the command ran", e);
        }
    }

    @Override
    public void close() {
        result.completeExceptionally(new IOException("the session was closed"));
    }

    /** Blocks its reader until the command has run. */
    private final class Late extends InputStream {
        private final Function<ExecResult, byte[]> part;
        private @Nullable InputStream bytes;

        Late(Function<ExecResult, byte[]> part) {
            this.part = part;
        }

        @Override
        public int read() throws IOException {
            return bytes().read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return bytes().read(buffer, offset, length);
        }

        private InputStream bytes() throws IOException {
            if (bytes == null) {
                bytes = new ByteArrayInputStream(part.apply(await()));
            }
            return bytes;
        }

        private ExecResult await() throws IOException {
            try {
                return result.get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for a command", e);
            }
        }
    }
}
