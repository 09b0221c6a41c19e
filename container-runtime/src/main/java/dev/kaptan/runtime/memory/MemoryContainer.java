package dev.kaptan.runtime.memory;

import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerSpec;
import dev.kaptan.runtime.ContainerState;
import dev.kaptan.runtime.ContainerState.Cause;
import dev.kaptan.runtime.ContainerState.Created;
import dev.kaptan.runtime.ContainerState.Exited;
import dev.kaptan.runtime.ContainerState.Running;

import java.time.Instant;

/** A container and what it does; immutable. */
record MemoryContainer(
        String id,
        String sandboxId,
        ContainerSpec spec,
        Behaviour behaviour,
        Instant createdAt,
        ContainerState state) {

    Container view() {
        return new Container(
                id,
                sandboxId,
                spec.pod(),
                spec.name(),
                spec.attempt(),
                spec.imageId(),
                spec.imageReference(),
                state,
                spec.labels(),
                createdAt);
    }

    boolean isRunning() {
        return state instanceof Running;
    }

    MemoryContainer started(Instant now) {
        if (!(state instanceof Created)) {
            return this;
        }
        String failure = behaviour.startFailure();
        return failure == null
                ? with(new Running(now))
                : with(new Exited(now, now, behaviour.exitCode(), Cause.START_FAILED, failure));
    }

    /** Asked to stop: it goes, or is killed. */
    MemoryContainer stopped(Instant now) {
        return ended(now, behaviour.heedsStopSignal() ? 0 : 137, Cause.ENDED);
    }

    MemoryContainer ended(Instant now, int exitCode, Cause cause) {
        return state instanceof Running(Instant startedAt)
                ? with(new Exited(startedAt, now, exitCode, cause, ""))
                : this;
    }

    /** Ends it if its lifetime is over. */
    MemoryContainer asOf(Instant now) {
        if (behaviour.lifetime() != null && state instanceof Running(Instant startedAt)) {
            Instant end = startedAt.plus(behaviour.lifetime());
            return end.isAfter(now) ? this : ended(end, behaviour.exitCode(), behaviour.cause());
        }
        return this;
    }

    private MemoryContainer with(ContainerState next) {
        return new MemoryContainer(id, sandboxId, spec, behaviour, createdAt, next);
    }
}
