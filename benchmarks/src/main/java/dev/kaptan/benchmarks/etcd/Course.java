package dev.kaptan.benchmarks.etcd;

import dev.kaptan.benchmarks.Arguments;
import dev.kaptan.benchmarks.Load;
import dev.kaptan.benchmarks.Report;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What is measured, one thing after another. */
final class Course {

    private static final String ALL = "put,txn,get,range,watch,rest";
    private static final int WARM_UP_CLIENTS = 64;

    private final List<String> what;
    private final List<Integer> clients;
    private final int rounds;
    private final Duration time;
    private final Duration warmUp;
    private final int watchers;
    private final int keysAtRest;
    private final Duration settling;

    Course(Arguments arguments) {
        what = List.of(arguments.text("what", ALL).split(",", -1));
        clients = arguments.numbers("clients", "1,16,64,256");
        rounds = arguments.number("rounds", 3);
        time = Duration.ofSeconds(arguments.number("seconds", 4));
        warmUp = Duration.ofSeconds(arguments.number("warm-up", 15));
        watchers = arguments.number("watchers", 1000);
        keysAtRest = arguments.number("keys", 100_000);
        settling = Duration.ofMinutes(arguments.number("settle", 3));
    }

    Report run(List<Contestant> contestants) throws IOException, InterruptedException {
        for (var contestant : contestants) {
            prepare(contestant.calls());
        }
        var sideBySide = new SideBySide(contestants, rounds, time);
        for (int atOnce : clients) {
            for (var kind : Kind.values()) {
                if (what.contains(kind.word())) {
                    sideBySide.compare(kind.word(), atOnce, round(kind, atOnce));
                }
            }
        }
        if (what.contains("watch")) {
            sideBySide.compare("write to %d watchers".formatted(watchers), 1, this::fanOut);
        }
        var report = sideBySide.report();
        if (what.contains("rest")) {
            report.followedBy(atRest(contestants));
        }
        for (var contestant : contestants) {
            contestant.calls().clear();
        }
        return report;
    }

    /** Fills the store and lets both ends' compilers see every call. */
    private void prepare(StoreCalls calls) throws InterruptedException {
        calls.clear();
        Load.times(StoreCalls.KEYS, WARM_UP_CLIENTS, calls::fill);
        for (var kind : Kind.values()) {
            Load.during(warmUp.dividedBy(Kind.values().length), WARM_UP_CLIENTS, kind.of(calls));
        }
    }

    private static Contestant.Round round(Kind kind, int clients) {
        return (contestant, time) -> Load.during(time, clients, kind.of(contestant.calls()));
    }

    private Load.Result fanOut(Contestant contestant, Duration time) throws InterruptedException {
        try (var fanOut = WatchFanOut.open(contestant.channels(), watchers)) {
            return fanOut.run(time);
        }
    }

    private Report atRest(List<Contestant> contestants) throws IOException, InterruptedException {
        var alone = contestants.stream().filter(each -> each.members().size() == 1).toList();
        return new AtRest(keysAtRest, settling).run(alone);
    }

    private enum Kind {
        PUT,
        TXN,
        GET,
        RANGE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        Load.Operation of(StoreCalls calls) {
            return switch (this) {
                case PUT -> calls::put;
                case TXN -> calls::update;
                case GET -> calls::get;
                case RANGE -> calls::range;
            };
        }
    }
}
