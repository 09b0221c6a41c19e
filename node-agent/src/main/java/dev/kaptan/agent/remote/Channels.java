package dev.kaptan.agent.remote;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/** Writes frames: the number of a channel in one byte, then its data. */
public final class Channels {
    static final byte STDIN = 0;
    static final byte STDOUT = 1;
    static final byte STDERR = 2;
    static final byte ERROR = 3;
    static final byte RESIZE = 4;

    /** Followed by the number of the channel that ends (v5 only). */
    static final byte CLOSE = (byte) 255;

    /** Where frames go. Called by one thread at a time. */
    @FunctionalInterface
    public interface Sink {
        void send(ByteBuffer frame) throws IOException;
    }

    private final Sink sink;
    private final ReentrantLock sending = new ReentrantLock();

    public Channels(Sink sink) {
        this.sink = sink;
    }

    void send(byte channel, byte[] data, int length) throws IOException {
        var frame = ByteBuffer.allocate(length + 1).put(channel).put(data, 0, length).flip();
        sending.lock();
        try {
            sink.send(frame);
        } finally {
            sending.unlock();
        }
    }

    /** Tells how the command ended, in the Status that upstream's clients read the code from. */
    void exited(int code) throws IOException {
        if (code == 0) {
            status(new StatusBuilder().withStatus("Success"));
            return;
        }
        status(
                new StatusBuilder()
                        .withStatus("Failure")
                        .withReason("NonZeroExitCode")
                        .withMessage(
                                "command terminated with non-zero exit code: exit status " + code)
                        .withNewDetails()
                        .addNewCause(null, Integer.toString(code), "ExitCode")
                        .endDetails());
    }

    /** Tells that the command could not be run. */
    public void failed(String message) throws IOException {
        status(
                new StatusBuilder()
                        .withStatus("Failure")
                        .withReason("InternalError")
                        .withMessage(message)
                        .withCode(500));
    }

    private void status(StatusBuilder status) throws IOException {
        var json =
                Serialization.asJson(status.withNewMetadata().endMetadata().build())
                        .getBytes(StandardCharsets.UTF_8);
        send(ERROR, json, json.length);
    }
}
