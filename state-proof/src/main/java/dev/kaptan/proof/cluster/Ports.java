package dev.kaptan.proof.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of loopback: counted up from a first one, or any that are free. */
public final class Ports {

    private final int last;
    private int next;

    private Ports(int first, int last) {
        this.next = first;
        this.last = last;
    }

    public static Ports anyFree() {
        return new Ports(0, 0);
    }

    public static Ports between(int first, int last) {
        return new Ports(first, last);
    }

    synchronized int next() throws IOException {
        if (last == 0) {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
        if (next > last) {
            throw new IOException("no port is left up to " + last);
        }
        return next++;
    }
}
