package dev.kaptan.state;

import dev.kaptan.state.log.PeerTraffic;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What goes between members, under etcd's names; bytes of all members together. */
record PeerMeters(PeerTraffic traffic) implements MeterBinder {

    /** etcd's label for the member that was asked. */
    private static final String TO = "To";

    /** etcd's for round trips. */
    private static final Duration[] BUCKETS = StateMeters.doubling(Duration.ofNanos(100_000), 16);

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder(
                        "etcd_network_peer_received_bytes", traffic, PeerTraffic::receivedBytes)
                .description("bytes from the other members")
                .register(registry);
        FunctionCounter.builder("etcd_network_peer_sent_bytes", traffic, PeerTraffic::sentBytes)
                .description("bytes to the other members")
                .register(registry);
        traffic.onProbe(new Probes(registry));
    }

    /** Members are known by their first probe. */
    private record Probes(MeterRegistry registry) implements PeerTraffic.Listener {

        @Override
        public void answered(long member, long nanos) {
            Timer.builder("etcd_network_peer_round_trip_time")
                    .description("how long a question of every few seconds takes to be answered")
                    .tag(TO, Long.toHexString(member))
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry)
                    .record(nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public void unanswered(long member) {
            Counter.builder("etcd_network_peer_sent_failures")
                    .description("such questions without an answer")
                    .tag(TO, Long.toHexString(member))
                    .register(registry)
                    .increment();
        }
    }
}
