package dev.kaptan.state;

import dev.kaptan.state.node.Engine;
import dev.kaptan.state.node.RatisEngine;
import dev.kaptan.state.node.StateNode;
import dev.kaptan.state.postgres.DatabaseException;
import dev.kaptan.state.postgres.NameTakenException;
import dev.kaptan.state.postgres.PostgresEngine;
import dev.kaptan.state.ratis.ClusterRefusedException;
import dev.kaptan.state.ratis.OtherClusterException;
import dev.kaptan.state.ratis.PeerPortTakenException;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.io.IOException;
import java.net.BindException;

import javax.net.ssl.SSLException;

/** The member, its health and its meters as beans. */
@Configuration(proxyBeanMethods = false)
class StateConfiguration {

    @Bean(destroyMethod = "close")
    StateNode stateNode(
            StateProperties properties,
            PostgresProperties database,
            PrometheusMeterRegistry meters) {
        try {
            return new StateNode(
                    engine(properties, database),
                    Settings.grpc(properties),
                    Settings.retention(properties),
                    meters::scrape);
        } catch (IOException e) {
            throw advice(properties, e);
        }
    }

    /** Classes of an engine that is not chosen are not even loaded. */
    private static Engine engine(StateProperties properties, PostgresProperties database) {
        return switch (properties.engine()) {
            case RATIS -> new RatisEngine(Settings.log(properties));
            case POSTGRESQL -> new PostgresEngine(Settings.postgres(properties, database));
        };
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

    @Bean(destroyMethod = "close")
    StateMeters stateMeters(StateNode node) {
        return new StateMeters(node);
    }

    @Bean
    ProcessMeters processMeters() {
        return new ProcessMeters();
    }

    private static InvalidSettingException advice(StateProperties properties, IOException failure) {
        if (failure instanceof PeerPortTakenException) {
            return new InvalidSettingException(
                    "peer-listen", failure.getMessage() + "; choose another port", failure);
        }
        if (failure instanceof OtherClusterException) {
            return new InvalidSettingException(
                    "cluster-token", String.valueOf(failure.getMessage()), failure);
        }
        if (failure instanceof ClusterRefusedException) {
            return new InvalidSettingException(
                    "initial-cluster", String.valueOf(failure.getMessage()), failure);
        }
        if (failure.getCause() instanceof BindException) {
            return new InvalidSettingException(
                    "listen", properties.listen() + " is taken; choose another port", failure);
        }
        if (failure instanceof DatabaseException) {
            return new InvalidSettingException(
                    "postgresql.url",
                    failure.getMessage() + "; start the database or mend url, username, password",
                    failure);
        }
        if (failure instanceof NameTakenException) {
            return new InvalidSettingException(
                    "name",
                    failure.getMessage() + "; give every instance a name of its own",
                    failure);
        }
        if (failure instanceof SSLException) {
            return new InvalidSettingException(
                    "tls", failure.getMessage() + "; give PEM files that belong together", failure);
        }
        return new InvalidSettingException(
                "data-dir",
                failure.getMessage() + "; stop what uses it, mend it or give another directory",
                failure);
    }
}
