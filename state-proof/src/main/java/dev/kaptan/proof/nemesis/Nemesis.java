package dev.kaptan.proof.nemesis;

import dev.kaptan.proof.client.StoreClient;
import dev.kaptan.proof.client.Upkeep;
import dev.kaptan.proof.cluster.Cluster;
import dev.kaptan.proof.cluster.Member;
import dev.kaptan.proof.cluster.Network;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Carries a plan out, and heals everything at its end. */
public final class Nemesis {

    private static final long SLOW_MILLIS = 80;

    private final Cluster cluster;
    private final Consumer<String> report;
    private final Set<Fault> done = new TreeSet<>();

    public Nemesis(Cluster cluster, Consumer<String> report) {
        this.cluster = cluster;
        this.report = report;
    }

    /** The faults that were carried out. */
    public Set<Fault> done() {
        return done;
    }

    public void run(Plan plan, BooleanSupplier stop) throws IOException, InterruptedException {
        try {
            for (var step : plan.steps()) {
                Thread.sleep(step.after());
                if (stop.getAsBoolean()) {
                    return;
                }
                var target = target(step.target());
                report.accept(
                        "%s %s for %d ms"
                                .formatted(step.fault(), target.name(), step.length().toMillis()));
                start(step.fault(), target);
                done.add(step.fault());
                Thread.sleep(step.length());
                cluster.heal();
            }
        } finally {
            cluster.heal();
        }
    }

    private Member target(int number) {
        if (number != Plan.Step.LEADER) {
            return cluster.members().get(number);
        }
        return cluster.members().stream()
                .filter(Nemesis::leads)
                .findFirst()
                .orElse(cluster.members().getFirst());
    }

    private static boolean leads(Member member) {
        try (var client = new StoreClient(member.port())) {
            return new Upkeep(client).isLeader();
        }
    }

    private void start(Fault fault, Member target) throws IOException, InterruptedException {
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
        }
    }

    private void fromOthers(Member target) {
        others(target).forEach(other -> cluster.network().cut(other, target.name()));
    }

    private void toOthers(Member target) {
        others(target).forEach(other -> cluster.network().cut(target.name(), other));
    }

    private void slow(Member target) {
        for (var other : others(target)) {
            cluster.network().delay(other, target.name(), SLOW_MILLIS);
            cluster.network().delay(target.name(), other, SLOW_MILLIS);
        }
    }

    private java.util.List<String> others(Member target) {
        return cluster.members().stream()
                .map(Member::name)
                .filter(name -> !name.equals(target.name()))
                .toList();
    }

    private static void with(Member target, Consumer<Upkeep> action) {
        try (var client = new StoreClient(target.port())) {
            action.accept(new Upkeep(client));
        }
    }
}
