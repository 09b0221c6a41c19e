package dev.kaptan.runtime.docker.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/** Where the engine listens: {@code unix:///path} or {@code tcp://host:port}, without TLS. */
public record EngineAddress(String uri) {

    private static final String UNIX = "unix://";
    private static final String TCP = "tcp://";

    public EngineAddress {
        boolean unix = uri.startsWith(UNIX + "/");
        if (!unix && !uri.matches("tcp://[^/:]+:\\d{1,5}/?")) {
            throw new IllegalArgumentException(
                    "engine address must be unix:///path or tcp://host:port, is " + uri);
        }
    }

    SocketChannel connect() throws IOException {
        return SocketChannel.open(socketAddress());
    }

    private SocketAddress socketAddress() {
        if (uri.startsWith(UNIX)) {
            return UnixDomainSocketAddress.of(uri.substring(UNIX.length()));
        }
        String hostAndPort = uri.substring(TCP.length()).replace("/", "");
        int colon = hostAndPort.lastIndexOf(':');
        return new InetSocketAddress(
                hostAndPort.substring(0, colon),
                Integer.parseInt(hostAndPort.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return uri;
    }
}
