package dev.kaptan.runtime.docker;

import dev.kaptan.runtime.LogSink.Stream;
import dev.kaptan.runtime.StreamOptions;
import dev.kaptan.runtime.StreamSession;
import dev.kaptan.runtime.docker.http.EngineStream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.BiConsumer;

/** A session over an upgraded connection; a thread of its own takes the streams apart. */
final class DockerSession implements StreamSession {

    private static final Logger LOG = LoggerFactory.getLogger(DockerSession.class);

    private final EngineStream stream;
    private final StreamOptions options;
    private final BiConsumer<Integer, Integer> resize;
    private final ExitCode exitCode;
    private final BoundedPipe stdout = new BoundedPipe();
    private final BoundedPipe stderr = new BoundedPipe();

    private DockerSession(
            EngineStream stream,
            StreamOptions options,
            BiConsumer<Integer, Integer> resize,
            ExitCode exitCode) {
        this.stream = stream;
        this.options = options;
        this.resize = resize;
        this.exitCode = exitCode;
    }

    static DockerSession start(
            EngineStream stream,
            StreamOptions options,
            BiConsumer<Integer, Integer> resize,
            ExitCode exitCode) {
        var session = new DockerSession(stream, options, resize, exitCode);
        Thread.ofVirtual().name("container-streams").start(session::takeApart);
        return session;
    }

    private void takeApart() {
        try {
            Frames.copy(
                    stream.in(),
                    options.tty(),
                    (bytes, from) -> (from == Stream.STDOUT ? stdout : stderr).write(bytes));
        } catch (IOException e) {
            LOG.debug("The streams of a command ended early", e);
        } finally {
            stdout.end();
            stderr.end();
        }
    }

    @Override
    public OutputStream stdin() {
        return options.stdin() ? stream.out() : OutputStream.nullOutputStream();
    }

    @Override
    public InputStream stdout() {
        return stdout.input();
    }

    @Override
    public InputStream stderr() {
        return stderr.input();
    }

    /** The engine passes the half-close of the connection on to the command. */
    @Override
    public void closeStdin() {
        try {
            stream.out().close();
        } catch (IOException e) {
            LOG.debug("The command was gone before its input ended", e);
        }
    }

    @Override
    public void resize(int width, int height) {
        if (options.tty()) {
            resize.accept(width, height);
        }
    }

    @Override
    public int awaitExit() throws InterruptedException {
        return exitCode.await();
    }

    @Override
    public void close() {
        stream.close();
        closeQuietly(stdout.input());
        closeQuietly(stderr.input());
    }

    private static void closeQuietly(InputStream pipe) {
        try {
            pipe.close();
        } catch (IOException e) {
            throw new IllegalStateException("a pipe in memory can be closed", e);
        }
    }
}
