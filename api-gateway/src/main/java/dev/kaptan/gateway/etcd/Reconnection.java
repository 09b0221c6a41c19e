package dev.kaptan.gateway.etcd;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Keeps a channel without a connection trying every half second: gRPC alone would pause up to two
 * minutes between attempts, and nothing of a cluster moves while its store is away. Leaves a member
 * that is connected and cannot serve, as one that is cut off from the others.
 */
final class Reconnection {

    private static final Duration PAUSE = Duration.ofMillis(500);

    /** How long calls wait for a lost connection: a restart is a pause and not an error. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ManagedChannel channel;
    private final EtcdMembers members;
    private final Executor executor;
    private volatile long lostAtNanos;
    private volatile boolean lost;

    /** Whether it ever was; only {@link #observe} touches it, whose calls follow one another. */
    private boolean connected;

    private Reconnection(ManagedChannel channel, EtcdMembers members, Executor executor) {
        this.channel = channel;
        this.members = members;
        this.executor = executor;
    }

    static Reconnection of(EtcdEndpoints endpoints, Executor executor) {
        var members = new EtcdMembers(endpoints.uris(), InetAddress::getAllByName, executor);
        var channel = EtcdChannel.open(endpoints, members, executor);
        var reconnection = new Reconnection(channel, members, executor);
        reconnection.observe();
        return reconnection;
    }

    ManagedChannel channel() {
        return channel;
    }

    /** To be told of what ends in a failure; what is under way goes on where it is. */
    void failed(Throwable cause) {
        if (EtcdFailures.ofThisMember(cause) && members.moveOn()) {
            channel.enterIdle();
        }
    }

    /** Whether a call had better wait for the connection than fail at once. */
    boolean worthWaiting() {
        return !lost || System.nanoTime() - lostAtNanos < PATIENCE.toNanos();
    }

    /** A channel whose connection ends rests until the next call, unless it is asked to connect. */
    private void observe() {
        var state = channel.getState(connected);
        if (state == ConnectivityState.TRANSIENT_FAILURE && !lost) {
            lostAtNanos = System.nanoTime();
            lost = true;
            executor.execute(this::tryUntilConnected);
        } else if (state == ConnectivityState.READY) {
            connected = true;
            lost = false;
        }
        if (state != ConnectivityState.SHUTDOWN) {
            channel.notifyWhenStateChanged(state, this::observe);
        }
    }

    private void tryUntilConnected() {
        try {
            while (lost && channel.getState(true) != ConnectivityState.SHUTDOWN) {
                Thread.sleep(PAUSE);
                channel.resetConnectBackoff();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
