package dev.kaptan.proof.nemesis;

import dev.kaptan.proof.client.Upkeep;
import dev.kaptan.proof.cluster.Cluster;
import dev.kaptan.proof.cluster.Member;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * A member is lost with its data, is removed, and another is added in its place: the order of the
 * runbook.
 *
 * <p>No data is lost before a member that was added earlier counts: whose data two of three have
 * lost at the same time has no majority left, and no store promises to survive that.
 */
final class Replacement {

    private final Cluster cluster;
    private final Member lost;
    private final Operator operator;

    Replacement(Cluster cluster, Member lost) {
        this.cluster = cluster;
        this.lost = lost;
        this.operator = new Operator(cluster, lost);
    }

    /** Why it could not be done, null if it was. */
    @Nullable String carryOut() throws IOException, InterruptedException {
        var problem = operator.until("spared", Upkeep::allStarted);
        if (problem != null) {
            return problem;
        }
        var url = lost.peer().url();
        lost.loseData();
        problem = operator.until("removed", upkeep -> isRemoved(upkeep, url));
        if (problem == null) {
            problem = operator.until("added", upkeep -> isAdded(upkeep, url));
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
}
