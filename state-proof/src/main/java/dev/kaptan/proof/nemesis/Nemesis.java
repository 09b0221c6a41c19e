package dev.kaptan.proof.nemesis;

import dev.kaptan.proof.client.StoreClient;
import dev.kaptan.proof.client.Upkeep;
import dev.kaptan.proof.cluster.Cluster;
import dev.kaptan.proof.cluster.Database;
import dev.kaptan.proof.cluster.Member;
import dev.kaptan.proof.cluster.Network;
import dev.kaptan.proof.model.Request;
import dev.kaptan.proof.traffic.Recorder;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Carries a plan out, and heals everything at its end. */
public final class Nemesis {

    private static final long SLOW_MILLIS = 80;
    private static final Duration CALL = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final Recorder recorder;
    private final Consumer<String> report;
    private final List<Fault> done = new ArrayList<>();

    /**
     * @param recorder of what the operator does to keys
     */
    public Nemesis(Cluster cluster, Recorder recorder, Consumer<String> report) {
        this.cluster = cluster;
        this.recorder = recorder;
        this.report = report;
    }

    /** The faults that were carried out. */
    public List<Fault> done() {
        return done;
    }

    /** Returns what went wrong that must not, null if nothing did. */
    public @Nullable String run(Plan plan, BooleanSupplier stop)
            throws IOException, InterruptedException {
        try {
            for (var step : plan.steps()) {
                Thread.sleep(step.after());
                if (stop.getAsBoolean()) {
                    return null;
                }
                var target = target(step.target());
                report.accept(
                        "%s %s for %d ms"
                                .formatted(step.fault(), target.name(), step.length().toMillis()));
                var problem = start(step.fault(), target);
                if (problem != null) {
                    return problem;
                }
                done.add(step.fault());
                Thread.sleep(step.length());
                cluster.heal();
            }
            return null;
        } finally {
            cluster.heal();
        }
    }

    private Member target(int number) {
        if (number != Plan.Step.LEADER) {
            return cluster.members().get(number);
        }
        var leader = leader();
        return leader == null ? cluster.members().getFirst() : leader;
    }

    private @Nullable Member leader() {
        for (var member : cluster.members()) {
            if (with(member, Upkeep::isLeader)) {
                return member;
            }
        }
        return null;
    }

    private @Nullable String start(Fault fault, Member target)
            throws IOException, InterruptedException {
        switch (fault) {
            case KILL -> target.kill();
            case KILL_ALL -> {
                for (var member : cluster.members()) {
                    member.kill();
                }
            }
            case PAUSE -> target.pause();
            case ISOLATE -> {
                fromOthers(target);
                toOthers(target);
            }
            case DEAFEN -> fromOthers(target);
            case SILENCE -> toOthers(target);
            case CUT_CLIENTS -> {
                cluster.network().cut(Network.CLIENTS, target.name());
                cluster.network().cut(target.name(), Network.CLIENTS);
            }
            case SLOW_LINKS -> slow(target);
            case RESET_CONNECTIONS -> target.resetConnections();
            case DEFRAGMENT -> with(target, Upkeep::defragment);
            case SNAPSHOT -> with(target, Upkeep::snapshot);
            case COMPACT -> compact(target);
            case MOVE_LEADER -> moveLeader(target);
            case REPLACE -> {
                return new Replacement(cluster, target).carryOut();
            }
            case RELOCATE -> {
                return new Relocation(cluster, target).carryOut();
            }
            case FULL_DISK -> target.fillDisk();
            case SLOW_DISK -> target.slowDisk();
            case KILL_DATABASE -> database().kill();
            case PAUSE_DATABASE -> database().pause();
        }
        return null;
    }

    private void fromOthers(Member target) {
        cluster.neighbours(target).forEach(other -> cluster.network().cut(other, target.name()));
    }

    private void toOthers(Member target) {
        cluster.neighbours(target).forEach(other -> cluster.network().cut(target.name(), other));
    }

    private void slow(Member target) {
        for (var other : cluster.neighbours(target)) {
            cluster.network().delay(other, target.name(), SLOW_MILLIS);
            cluster.network().delay(target.name(), other, SLOW_MILLIS);
        }
    }

    private void compact(Member target) {
        try (var client = new StoreClient(target.port())) {
            var request = new Request.Compact(recorder.newestRevision());
            recorder.call("operator", target.name(), client, request, CALL);
        }
    }

    private void moveLeader(Member target) {
        var leader = leader();
        if (leader == null) {
            return;
        }
        var next = target == leader ? other(leader) : target;
        long id = with(next, Upkeep::member);
        with(leader, upkeep -> upkeep.moveLeader(id));
    }

    private Member other(Member member) {
        return cluster.members().stream().filter(each -> each != member).findFirst().orElseThrow();
    }

    private Database database() {
        return Objects.requireNonNull(cluster.database(), "the run has no database");
    }

    private static <T> T with(Member target, Function<Upkeep, T> action) {
        try (var client = new StoreClient(target.port())) {
            return action.apply(new Upkeep(client));
        }
    }
}
