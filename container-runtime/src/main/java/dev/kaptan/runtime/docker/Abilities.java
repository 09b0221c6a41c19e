package dev.kaptan.runtime.docker;

import com.github.dockerjava.api.model.HostConfig;

import dev.kaptan.runtime.Ability;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What cannot be asked for, only tried: in the background when the engine first answers, or else by
 * the first container that needs it. What is refused is not tried again.
 */
final class Abilities implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Abilities.class);

    private static final Duration LONGEST_TRIAL = Duration.ofSeconds(10);

    private final AtomicReference<@Nullable Thread> background = new AtomicReference<>();
    private final Trial negativeOomScore;
    private final Trial privileged;

    Abilities(Probe probe) {
        this.negativeOomScore =
                new Trial(() ->
                        probe.refusal(
                                "oom-score", HostConfig.newHostConfig().withOomScoreAdj(-998)));
        this.privileged =
                new Trial(() ->
                        probe.refusal(
                                "privileged", HostConfig.newHostConfig().withPrivileged(true)));
    }

    /** Tries what every sandbox needs, once, without making the caller wait. */
    void tryInBackground() {
        Thread thread = Thread.ofVirtual().name("engine-abilities").unstarted(this::tryQuietly);
        if (background.compareAndSet(null, thread)) {
            thread.start();
        }
    }

    private void tryQuietly() {
        try {
            oomScore(-1);
        } catch (RuntimeFailure e) {
            LOG.debug("What the host allows is tried again when it is needed", e);
        }
    }

    /** Lets a trial end, so that it leaves nothing behind. */
    @Override
    public void close() {
        Thread thread = background.get();
        if (thread != null) {
            try {
                thread.join(LONGEST_TRIAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** False only if it was tried and refused. */
    boolean has(Ability ability) {
        return switch (ability) {
            case NEGATIVE_OOM_SCORE -> !negativeOomScore.isRefused();
            case PRIVILEGED -> !privileged.isRefused();
            case SECCOMP, MEMORY_LIMIT, CPU_QUOTA -> true;
        };
    }

    /** The score that can be set: the one asked for, or 0 where no process may be protected. */
    int oomScore(int wanted) {
        if (wanted >= 0) {
            return wanted;
        }
        Trial.Outcome outcome = negativeOomScore.outcome();
        if (outcome.first() && outcome.refusal() != null) {
            LOG.warn(
                    "This host does not allow a negative oom_score_adj: sandboxes and guaranteed"
                            + " containers are not protected from the out-of-memory killer ({})",
                    outcome.refusal());
        }
        return outcome.refusal() == null ? wanted : 0;
    }

    /** Running such a container without its privileges would only fail later, in riddles. */
    void requirePrivileged() {
        String refusal = privileged.outcome().refusal();
        if (refusal != null) {
            throw RuntimeFailure.of(
                    Kind.CREATE, "this host does not allow privileged containers: " + refusal);
        }
    }
}
