package dev.kaptan.client.boot;

import dev.kaptan.client.cache.Informers;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down until everything that the service mirrors has been listed once. */
final class InformersHealth implements HealthIndicator {
    private final Informers informers;

    InformersHealth(Informers informers) {
        this.informers = informers;
    }

    @Override
    public Health health() {
        var unsynced = informers.unsynced();
        return unsynced.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("waitingFor", unsynced).build();
    }
}
