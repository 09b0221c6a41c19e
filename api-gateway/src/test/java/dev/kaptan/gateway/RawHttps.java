package dev.kaptan.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Writes request lines that no well-behaved client writes. */
final class RawHttps {

    private final SSLContext tls;
    private final int port;

    RawHttps(RunningGateway gateway, String subject) {
        tls = gateway.tls(gateway.pki.client(subject));
        port = gateway.port();
    }

    /** Sends bytes and reads what comes back at once. */
    String exchange(String request) throws IOException {
        try (var socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            var buffer = new byte[8192];
            int read = socket.getInputStream().read(buffer);
            return new String(buffer, 0, Math.max(0, read), StandardCharsets.US_ASCII);
        }
    }
}
