package dev.kaptan.proof.nemesis;

import dev.kaptan.proof.client.Upkeep;
import dev.kaptan.proof.cluster.Cluster;
import dev.kaptan.proof.cluster.Member;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** A member gets another peer URL and is started there, in the order of the runbook. */
final class Relocation {

    private final Cluster cluster;
    private final Member mover;
    private final Operator operator;

    Relocation(Cluster cluster, Member mover) {
        this.cluster = cluster;
        this.mover = mover;
        this.operator = new Operator(cluster, mover);
    }

    /** Why it could not be done, null if it was. */
    @Nullable String carryOut() throws IOException, InterruptedException {
        var here = mover.peer().url();
        var there = mover.peerElsewhere().url();
        var problem = operator.until("moved", upkeep -> isMoved(upkeep, here, there));
        if (problem == null) {
            mover.move();
            cluster.start(mover);
        }
        return problem;
    }

    private static boolean isMoved(Upkeep upkeep, String here, String there) {
        var left = upkeep.membersAt(here);
        left.forEach(member -> upkeep.move(member, there));
        return left.isEmpty();
    }
}
