package dev.kaptan.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.log.PeerTraffic;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The series that etcd's dashboard and alerts ask for of several members. */
class PeerMetersTest {

    private final List<PeerTraffic.Listener> listeners = new ArrayList<>();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void theyAreNamedAndLabelledAsThoseOfEtcd() {
        new PeerMeters(new Traffic()).bindTo(registry);
        var hears = listeners.getFirst();
        hears.answered(0xcafe, Duration.ofMillis(2).toNanos());
        hears.answered(0xcafe, Duration.ofMillis(1).toNanos());
        hears.unanswered(0xbeef);

        var series = "etcd_network_peer_round_trip_time_seconds";
        assertThat(registry.scrape())
                .contains(
                        "etcd_network_peer_received_bytes_total 3.0\n",
                        "etcd_network_peer_sent_bytes_total 4.0\n",
                        series + "_bucket{To=\"cafe\",le=\"0.0016\"} 1\n",
                        series + "_bucket{To=\"cafe\",le=\"3.2768\"} 2\n",
                        series + "_count{To=\"cafe\"} 2\n",
                        "etcd_network_peer_sent_failures_total{To=\"beef\"} 1.0\n");
    }

    private final class Traffic implements PeerTraffic {

        @Override
        public long receivedBytes() {
            return 3;
        }

        @Override
        public long sentBytes() {
            return 4;
        }

        @Override
        public void onProbe(Listener listener) {
            listeners.add(listener);
        }
    }
}
