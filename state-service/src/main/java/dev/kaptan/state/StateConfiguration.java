package dev.kaptan.state;

import dev.kaptan.state.node.StateNode;

import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.io.IOException;

/** The member, its health and its meters as beans. */
@Configuration(proxyBeanMethods = false)
class StateConfiguration {

    @Bean(destroyMethod = "close")
    StateNode stateNode(StateProperties properties) throws IOException {
        return new StateNode(
                Settings.log(properties),
                Settings.grpc(properties),
                properties.historyRetention(),
                properties.historyLimit().toBytes());
    }

    /** Up while some member leads: without one every write fails. */
    @Bean
    HealthIndicator leaderHealthIndicator(StateNode node) {
        return () -> {
            var status = node.store().status();
            var health = status.leader() == 0 ? Health.down() : Health.up();
            return health.withDetail("leader", Long.toHexString(status.leader()))
                    .withDetail("term", status.term())
                    .build();
        };
    }

    @Bean
    MeterBinder stateMeters(StateNode node) {
        return new StateMeters(node);
    }
}
