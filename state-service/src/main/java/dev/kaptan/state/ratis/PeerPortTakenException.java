package dev.kaptan.state.ratis;

import java.io.IOException;
import java.net.InetSocketAddress;

/** The port for peers cannot be listened on. */
public final class PeerPortTakenException extends IOException {

    private static final long serialVersionUID = 1L;

    PeerPortTakenException(InetSocketAddress listen, IOException cause) {
        super("cannot listen on " + listen + ": " + cause.getMessage(), cause);
    }
}
