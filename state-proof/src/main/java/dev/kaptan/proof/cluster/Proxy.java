package dev.kaptan.proof.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/** Stands before a port of a member and lets bytes through as the network allows. */
final class Proxy implements AutoCloseable {

    private static final int BUFFER = 64 << 10;

    private final ServerSocket listener;
    private final String target;
    private final int targetPort;
    private final IntFunction<String> sender;
    private final Network network;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean deserted;

    /**
     * @param sender tells from a connection's port who opened it
     */
    Proxy(int port, String target, int targetPort, IntFunction<String> sender, Network network)
            throws IOException {
        this.listener = new ServerSocket(port, 128, InetAddress.getLoopbackAddress());
        this.target = target;
        this.targetPort = targetPort;
        this.sender = sender;
        this.network = network;
        threads.submit(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Breaks every connection, as a router does that forgot them. */
    void reset() {
        open.forEach(Proxy::shut);
    }

    /** Nobody is here any more: connections are refused. */
    void desert() {
        deserted = true;
        reset();
    }

    /** Somebody is here, from now on or again. */
    void settle() {
        deserted = false;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                if (deserted) {
                    shut(socket);
                } else {
                    threads.submit(() -> connect(socket));
                }
            } catch (IOException closed) {
                // Closed, or out of descriptors; the loop's condition tells which.
            }
        }
    }

    private void connect(Socket near) {
        open.add(near);
        var far = new Socket();
        open.add(far);
        try {
            var from = sender.apply(near.getPort());
            network.pass(from, target);
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            var back = threads.submit(() -> copy(far, near, target, from));
            copy(near, far, from, target);
            back.get();
        } catch (IOException | InterruptedException | java.util.concurrent.ExecutionException e) {
            // The member is down, or the run is over: the other side sees its connection end.
        } finally {
            shut(near);
            shut(far);
            open.remove(near);
            open.remove(far);
        }
    }

    private void copy(Socket in, Socket out, String from, String to) {
        var buffer = new byte[BUFFER];
        try {
            for (int length; (length = in.getInputStream().read(buffer)) > 0; ) {
                network.pass(from, to);
                out.getOutputStream().write(buffer, 0, length);
            }
            // The end of a connection is a message too: a dead member's must not cross a cut.
            network.pass(from, to);
        } catch (IOException | InterruptedException broken) {
            // Ends both directions below.
        }
        shut(in);
        shut(out);
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (SocketException alreadyBroken) {
            // Nothing is left to close.
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
        reset();
    }
}
