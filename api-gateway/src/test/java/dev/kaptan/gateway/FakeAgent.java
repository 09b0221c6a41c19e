package dev.kaptan.gateway;

import dev.kaptan.gateway.tls.TlsContexts;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A node agent on loopback that asks for a client certificate and plays one conversation. */
final class FakeAgent implements AutoCloseable {

    final List<String> requestHeads = new CopyOnWriteArrayList<>();

    /** Counted down when a conversation is over, for whatever reason. */
    final CountDownLatch ended = new CountDownLatch(1);

    private final SSLServerSocket server;
    private final Conversation conversation;

    @FunctionalInterface
    interface Conversation {
        void hold(String head, InputStream in, OutputStream out) throws Exception;
    }

    FakeAgent(TestPki pki, String nodeName, Conversation conversation) throws IOException {
        var identity = pki.server(nodeName + "-" + System.nanoTime(), nodeName);
        var tls = TlsContexts.server(identity.certificate(), identity.key(), pki.authorityFile());
        this.conversation = conversation;
        server = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(0);
        server.setNeedClientAuth(true);
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = (SSLSocket) server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SSLSocket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            var head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) in.read());
            }
            requestHeads.add(head.toString());
            conversation.hold(head.toString(), in, socket.getOutputStream());
        } catch (Exception e) {
            // The conversation ended, which is what the latch says.
        } finally {
            ended.countDown();
        }
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
