package dev.kaptan.state.grpc;

import dev.kaptan.state.lease.Lessor;
import dev.kaptan.state.node.Engine;
import dev.kaptan.state.node.Retention;
import dev.kaptan.state.node.StateNode;
import dev.kaptan.state.store.Outcome;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A member whose leader can be taken away. */
record LeaderlessNode(LeaderlessLog<List<Outcome>> log, StateNode node) implements AutoCloseable {

    static LeaderlessNode start() throws IOException {
        var log = new AtomicReference<LeaderlessLog<List<Outcome>>>();
        Engine engine =
                machine -> {
                    var opened = new LeaderlessLog<>(machine);
                    log.set(opened);
                    var leases = new Lessor(System::nanoTime);
                    machine.listen(leases);
                    return new Engine.Running(opened, leases, opened::close);
                };
        var grpc =
                new GrpcSettings(
                        new InetSocketAddress("127.0.0.1", 0), null, Duration.ofMinutes(10));
        var retention = new Retention(Duration.ofMinutes(5), 0, 64 << 20);
        var node = new StateNode(engine, grpc, retention, () -> "");
        return new LeaderlessNode(log.get(), node);
    }

    @Override
    public void close() {
        node.close();
    }
}
