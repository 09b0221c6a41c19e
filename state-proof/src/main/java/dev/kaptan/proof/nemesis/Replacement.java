package dev.kaptan.proof.nemesis;

import dev.kaptan.proof.client.StoreClient;
import dev.kaptan.proof.client.Upkeep;
import dev.kaptan.proof.cluster.Cluster;
import dev.kaptan.proof.cluster.Member;

import io.grpc.StatusRuntimeException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A member is lost with its data, is removed, and another is added in its place: the order of the
 * runbook. Answers may be lost, so each step is repeated until the list of members shows it.
 *
 * <p>No data is lost before a member that was added earlier counts: whose data two of three have
 * lost at the same time has no majority left, and no store promises to survive that.
 */
final class Replacement {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long PAUSE_MILLIS = 300;

    private final Cluster cluster;
    private final Member lost;

    Replacement(Cluster cluster, Member lost) {
        this.cluster = cluster;
        this.lost = lost;
    }

    /** Why it could not be done, null if it was. */
    @Nullable String carryOut() throws IOException, InterruptedException {
        var problem = until("spared", Upkeep::allStarted);
        if (problem != null) {
            return problem;
        }
        var url = lost.peer().url();
        lost.loseData();
        problem = until("removed", upkeep -> isRemoved(upkeep, url));
        if (problem == null) {
            problem = until("added", upkeep -> isAdded(upkeep, url));
        }
        if (problem == null) {
            cluster.start(lost);
        }
        return problem;
    }

    private static boolean isRemoved(Upkeep upkeep, String url) {
        var left = upkeep.membersAt(url);
        left.forEach(upkeep::remove);
        return left.isEmpty();
    }

    private static boolean isAdded(Upkeep upkeep, String url) {
        if (upkeep.membersAt(url).isEmpty()) {
            upkeep.add(url);
            return false;
        }
        return true;
    }

    private @Nullable String until(String what, Step step) throws InterruptedException {
        var others = others();
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
        return "%s could not be %s within %s, last %s".formatted(lost.name(), what, PATIENCE, last);
    }

    private List<Member> others() {
        return cluster.members().stream().filter(member -> member != lost).toList();
    }

    private interface Step {
        boolean isDone(Upkeep upkeep);
    }
}
