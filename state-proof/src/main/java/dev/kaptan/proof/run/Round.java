package dev.kaptan.proof.run;

import dev.kaptan.proof.check.Checker;
import dev.kaptan.proof.client.StoreClient;
import dev.kaptan.proof.cluster.Cluster;
import dev.kaptan.proof.cluster.Member;
import dev.kaptan.proof.history.Call;
import dev.kaptan.proof.history.History;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.history.WatchSession.Filter;
import dev.kaptan.proof.model.Request;
import dev.kaptan.proof.model.Span;
import dev.kaptan.proof.model.State;
import dev.kaptan.proof.nemesis.Fault;
import dev.kaptan.proof.nemesis.Nemesis;
import dev.kaptan.proof.nemesis.Plan;
import dev.kaptan.proof.traffic.Recorder;
import dev.kaptan.proof.traffic.Traffic;
import dev.kaptan.proof.traffic.Watcher;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Traffic and faults for a while, then healing, then what everybody saw. */
final class Round {

    /**
     * Everything must be well again within this; a JVM that starts on a busy machine takes its
     * time.
     */
    private static final Duration HEALING = Duration.ofMinutes(3);

    private static final Duration CALL = Duration.ofSeconds(5);
    private static final Span TRAFFIC = Span.prefix("k");

    private final Cluster cluster;
    private final Load load;
    private final Recorder recorder;
    private final String name;
    private final SplittableRandom random;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final List<Fault> done = new ArrayList<>();
    private final List<String> stuck = new ArrayList<>();

    Round(Cluster cluster, Load load, Recorder recorder, String name, long seed) {
        this.cluster = cluster;
        this.load = load;
        this.recorder = recorder;
        this.name = name;
        this.random = new SplittableRandom(seed);
    }

    Outcomes run(State before, List<Call> pending, Set<Fault> faults, Consumer<String> report)
            throws IOException, InterruptedException {
        var plan = Plan.random(random.split(), faults, cluster.members().size(), load.time());
        var watchers = watchers(before.revision() + 1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                watchers.forEach(threads::submit);
                // A fault that meets a member on its first start would only find it not yet there.
                settle("begun");
                disturb(threads, plan, report);
                if (stuck.isEmpty()) {
                    settle("healed");
                }
                if (stuck.isEmpty()) {
                    converge();
                }
                // Last, as a lease may end at any time, and what a call has seen a watcher must
                // explain.
                if (stuck.isEmpty()) {
                    drain(watchers);
                }
            } finally {
                stop.set(true);
                watchers.forEach(Watcher::abandon);
            }
        }
        var history =
                new History(
                        before,
                        recorder.newestRevision(),
                        pending,
                        recorder.calls(),
                        recorder.watches());
        return new Outcomes(history, Checker.check(history), done, stuck);
    }

    private void disturb(ExecutorService threads, Plan plan, Consumer<String> report)
            throws IOException, InterruptedException {
        var traffic = new ArrayList<java.util.concurrent.Future<?>>();
        for (int i = 0; i < load.clients(); i++) {
            traffic.add(threads.submit(client(i)));
        }
        long end = System.nanoTime() + load.time().toNanos();
        var nemesis = new Nemesis(cluster, recorder, report);
        var problem = nemesis.run(plan, () -> System.nanoTime() > end);
        done.addAll(nemesis.done());
        if (problem != null) {
            stuck.add(problem);
        }
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        stop.set(true);
        for (var each : traffic) {
            Tasks.await(each);
        }
    }

    private Traffic client(int number) {
        return new Traffic(
                number,
                name + "/" + number + "/",
                cluster.members(),
                recorder,
                random.split(),
                load.pause(),
                stop::get);
    }

    /** One witness at each member, and others that filter, drop connections and change members. */
    private List<Watcher> watchers(long next) {
        var watchers = new ArrayList<Watcher>();
        for (var member : cluster.members()) {
            var sight = new Watcher.Sight(Filter.NONE, true, false);
            watchers.add(
                    watcher("witness-" + member.name(), Span.ALL, sight, List.of(member), next));
        }
        for (int i = 0; i < load.watchers(); i++) {
            var filter = Filter.values()[random.nextInt(Filter.values().length)];
            var span = random.nextBoolean() ? TRAFFIC : Span.prefix("k" + random.nextInt(4) + "/");
            var sight = new Watcher.Sight(filter, random.nextBoolean(), true);
            watchers.add(watcher("watcher" + i, span, sight, cluster.members(), next));
        }
        return watchers;
    }

    private Watcher watcher(
            String watcher, Span span, Watcher.Sight sight, List<Member> members, long next) {
        return new Watcher(watcher, span, sight, members, next, recorder, random.split());
    }

    /** Writes at each member until it is answered: from here on nobody has an excuse. */
    private void settle(String phase) throws InterruptedException {
        for (var member : cluster.members()) {
            long deadline = System.nanoTime() + HEALING.toNanos();
            int attempt = 0;
            while (!write(member, phase + attempt++)) {
                if (member.hasDied()) {
                    stuck.add(member.name() + " has ended by itself, see its log");
                    return;
                }
                if (System.nanoTime() > deadline) {
                    stuck.add(member.name() + " answers no write " + HEALING + " after healing");
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(300);
            }
        }
    }

    private boolean write(Member member, String attempt) {
        var value = "%s/settled/%s/%s".formatted(name, member.name(), attempt);
        var put = new Request.Put("settled/" + member.name(), value, 0, true);
        return ask(member, put) instanceof Outcome.Answered;
    }

    private void drain(List<Watcher> watchers) throws InterruptedException {
        long goal = recorder.newestRevision();
        watchers.forEach(watcher -> watcher.finishAt(goal));
        long deadline = System.nanoTime() + HEALING.toNanos();
        while (!watchers.stream().allMatch(Watcher::isComplete)) {
            if (System.nanoTime() > deadline) {
                watchers.stream()
                        .filter(watcher -> !watcher.isComplete())
                        .forEach(watcher ->
                                stuck.add(watcher.name() + " was not shown revision " + goal));
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Every member, asked alone, must come to know everything. */
    private void converge() throws InterruptedException {
        long goal = recorder.newestRevision();
        for (var member : cluster.members()) {
            long deadline = System.nanoTime() + HEALING.toNanos();
            while (!knows(member, goal)) {
                if (System.nanoTime() > deadline) {
                    stuck.add(member.name() + " did not come to know revision " + goal);
                    break;
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    private boolean knows(Member member, long goal) {
        return ask(member, Request.Get.serializable(Span.ALL))
                        instanceof Outcome.Answered(long revision, var answer)
                && revision >= goal;
    }

    private Outcome ask(Member member, Request request) {
        try (var client = new StoreClient(member.port())) {
            return recorder.call("settle", member.name(), client, request, CALL);
        }
    }
}
