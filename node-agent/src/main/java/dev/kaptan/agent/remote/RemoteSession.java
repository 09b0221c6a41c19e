package dev.kaptan.agent.remote;

import dev.kaptan.runtime.StreamSession;

import io.fabric8.kubernetes.client.utils.Serialization;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/** Carries bytes between a client's channels and a command, until the command ends. */
public final class RemoteSession {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteSession.class);
    private static final int CHUNK = 32 * 1024;

    private final StreamSession session;
    private final Channels channels;
    private final ExecutorService threads;

    public RemoteSession(StreamSession session, Channels channels, ExecutorService threads) {
        this.session = session;
        this.channels = channels;
        this.threads = threads;
    }

    /** Copies all output, then tells how the command ended. */
    public void run() {
        try (session) {
            var stderr =
                    threads.submit(() -> {
                        copy(session.stderr(), Channels.STDERR);
                        return null;
                    });
            copy(session.stdout(), Channels.STDOUT);
            stderr.get();
            channels.exited(session.awaitExit());
        } catch (IOException | ExecutionException gone) {
            LOG.debug("the client of a stream left: {}", gone.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void copy(InputStream from, byte channel) throws IOException {
        var buffer = new byte[CHUNK];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            channels.send(channel, buffer, read);
        }
    }

    /** Takes a frame of the client. */
    public void received(ByteBuffer frame) throws IOException {
        if (!frame.hasRemaining()) {
            return;
        }
        byte channel = frame.get();
        var data = new byte[frame.remaining()];
        frame.get(data);
        switch (channel) {
            case Channels.STDIN -> {
                session.stdin().write(data);
                session.stdin().flush();
            }
            case Channels.RESIZE -> resize(data);
            case Channels.CLOSE -> {
                if (data.length == 1 && data[0] == Channels.STDIN) {
                    session.closeStdin();
                }
            }
            default -> LOG.debug("frame on channel {} ignored", channel);
        }
    }

    private void resize(byte[] json) {
        var size = Serialization.unmarshal(new String(json, StandardCharsets.UTF_8), Map.class);
        if (size.get("Width") instanceof Number width
                && size.get("Height") instanceof Number height) {
            session.resize(width.intValue(), height.intValue());
        }
    }

    /** The client left. */
    public void close() {
        session.close();
    }
}
