package dev.kaptan.controller;

import dev.kaptan.controller.term.Leadership;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up as a waiting candidate and as a leader whose mirrors are complete. */
final class LeadershipHealth implements HealthIndicator {
    private final Leadership leadership;

    LeadershipHealth(Leadership leadership) {
        this.leadership = leadership;
    }

    @Override
    public Health health() {
        var unsynced = leadership.unsynced();
        var health = unsynced.isEmpty() ? Health.up() : Health.down();
        return health.withDetail("leading", leadership.leading())
                .withDetail("waitingFor", unsynced)
                .build();
    }
}
