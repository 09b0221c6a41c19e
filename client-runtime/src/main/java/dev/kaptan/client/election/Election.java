package dev.kaptan.client.election;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Decides from what was seen of the Lease whether to take, renew or leave it. Pure but for the one
 * remembered observation.
 *
 * <p>Only the own clock counts: a holder is dead when its record has not <em>changed</em> for the
 * lease duration, whatever times stand in it.
 */
final class Election {
    private final LeaderElectionSettings settings;
    private @Nullable LeaseSpec observed;
    private Instant observedAt = Instant.MIN;

    Election(LeaderElectionSettings settings) {
        this.settings = settings;
    }

    /** Whether the Lease, as just read, may be written by this candidate. */
    boolean mayHold(Lease current, Instant now) {
        var spec = current.getSpec();
        if (!spec.equals(observed)) {
            observed = spec;
            observedAt = now;
        }
        return holder(current).isEmpty()
                || isHeldBySelf(current)
                || !observedAt.plus(settings.leaseDuration()).isAfter(now);
    }

    boolean isHeldBySelf(Lease current) {
        return holder(current).equals(settings.identity());
    }

    /** The Lease that takes the lead, or keeps it. */
    Lease held(@Nullable Lease current, Instant now) {
        boolean renewal = current != null && isHeldBySelf(current);
        int transitions = current == null ? 0 : transitions(current) + (renewal ? 0 : 1);
        var acquired = renewal && current != null ? current.getSpec().getAcquireTime() : at(now);
        return write(current, settings.identity(), acquired, now, transitions);
    }

    /** The Lease that lets the next candidate take over at once. */
    Lease released(Lease current, Instant now) {
        return write(current, "", at(now), now, transitions(current));
    }

    private Lease write(
            @Nullable Lease current,
            String holder,
            ZonedDateTime acquired,
            Instant now,
            int transitions) {
        var builder = current == null ? new LeaseBuilder() : new LeaseBuilder(current);
        return builder.editOrNewMetadata()
                .withNamespace(settings.namespace())
                .withName(settings.name())
                .endMetadata()
                .editOrNewSpec()
                .withHolderIdentity(holder)
                .withLeaseDurationSeconds((int) settings.leaseDuration().toSeconds())
                .withAcquireTime(acquired)
                .withRenewTime(at(now))
                .withLeaseTransitions(transitions)
                .endSpec()
                .build();
    }

    static String holder(Lease lease) {
        var holder = lease.getSpec().getHolderIdentity();
        return holder == null ? "" : holder;
    }

    private static int transitions(Lease lease) {
        var transitions = lease.getSpec().getLeaseTransitions();
        return transitions == null ? 0 : transitions;
    }

    private static ZonedDateTime at(Instant now) {
        return now.truncatedTo(ChronoUnit.MICROS).atZone(ZoneOffset.UTC);
    }
}
