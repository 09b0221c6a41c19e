package dev.kaptan.proof.nemesis;

import dev.kaptan.proof.client.StoreClient;
import dev.kaptan.proof.client.Upkeep;
import dev.kaptan.proof.cluster.Cluster;
import dev.kaptan.proof.cluster.Member;

import io.grpc.StatusRuntimeException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Changes what the others know of one member. Answers may be lost, so each step is repeated until
 * the list of members shows it.
 */
final class Operator {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long PAUSE_MILLIS = 300;

    private final Member subject;
    private final List<Member> others;

    Operator(Cluster cluster, Member subject) {
        this.subject = subject;
        this.others = cluster.members().stream().filter(member -> member != subject).toList();
    }

    /** What is asked of one of the others, until it is done. */
    interface Step {
        boolean isDone(Upkeep upkeep);
    }

    /**
     * Asks the others in turn.
     *
     * @param what is done to the subject
     * @return why it could not be done, null if it was
     */
    @Nullable String until(String what, Step step) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        var last = "";
        for (int attempt = 0; System.nanoTime() < deadline; attempt++) {
            var member = others.get(attempt % others.size());
            try (var client = new StoreClient(member.port())) {
                if (step.isDone(new Upkeep(client))) {
                    return null;
                }
            } catch (StatusRuntimeException e) {
                last = member.name() + ": " + e.getStatus();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return "%s could not be %s within %s, last %s"
                .formatted(subject.name(), what, PATIENCE, last);
    }
}
