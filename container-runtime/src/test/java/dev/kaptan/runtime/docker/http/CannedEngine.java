package dev.kaptan.runtime.docker.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** An engine that answers each connection by a given conversation. */
public final class CannedEngine implements AutoCloseable {

    public interface Conversation {
        void hold(InputStream in, OutputStream out) throws IOException;
    }

    private final ServerSocketChannel server;

    public CannedEngine(Path socket, Conversation conversation) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.startVirtualThread(() -> serve(conversation));
    }

    /** Reads the head of a request. */
    public static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        for (String line = ResponseHead.line(in); !line.isEmpty(); line = ResponseHead.line(in)) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    private void serve(Conversation conversation) {
        try {
            while (true) {
                try (SocketChannel client = server.accept()) {
                    conversation.hold(ChannelStreams.input(client), ChannelStreams.output(client));
                }
            }
        } catch (IOException e) {
            return; // closed by the test, or by the client
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
