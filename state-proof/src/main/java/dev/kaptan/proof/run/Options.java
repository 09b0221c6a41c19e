package dev.kaptan.proof.run;

import dev.kaptan.proof.cluster.Engine;
import dev.kaptan.proof.cluster.Ports;
import dev.kaptan.proof.nemesis.Fault;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** What stands on the command line. */
record Options(
        Engine engine,
        int members,
        Duration time,
        long seed,
        Load load,
        Set<Fault> faults,
        Ports ports,
        @Nullable Path directory) {

    static final String USAGE =
            """
            state-proof/run [--engine ratis|etcd|postgresql] [--members 1] [--minutes 10] [--seed N]
                [--round-seconds 20] [--clients 8] [--pause-millis 30] [--watchers 4]
                [--faults kill,pause,isolate,...] [--etcd PROGRAM]
                [--database JDBC-URL] [--database-user NAME] [--database-password PASSWORD] [--ports FIRST-LAST] [--directory KEPT]
            faults:\
            """
                    + String.join(
                            " ",
                            Arrays.stream(Fault.values())
                                    .map(fault -> fault.name().toLowerCase(Locale.ROOT))
                                    .toList());

    static Options parse(String... arguments) {
        var given = read(arguments);
        var usual = Load.usual();
        int members = Integer.parseInt(given.take("members", "1"));
        var options =
                new Options(
                        engine(given),
                        members,
                        Duration.ofMillis((long) (60_000 * given.takeDouble("minutes", 10))),
                        Long.parseLong(
                                given.take(
                                        "seed",
                                        Long.toString(
                                                ThreadLocalRandom.current().nextLong(1_000_000)))),
                        new Load(
                                (int) given.takeDouble("clients", usual.clients()),
                                Duration.ofMillis(
                                        (long)
                                                given.takeDouble(
                                                        "pause-millis", usual.pause().toMillis())),
                                (int) given.takeDouble("watchers", usual.watchers()),
                                Duration.ofSeconds((long) given.takeDouble("round-seconds", 20))),
                        faults(given.take("faults", ""), members),
                        ports(given.take("ports", "")),
                        directory(given.take("directory", "")));
        given.requireEmpty();
        return options;
    }

    @Override
    public String toString() {
        return "seed %d: %d members of %s, %s, %s"
                .formatted(seed, members, engine.getClass().getSimpleName(), load, faults);
    }

    private static Engine engine(Given given) {
        var etcd = Path.of(given.take("etcd", Engine.Etcd.INSTALLED.toString()));
        return switch (given.take("engine", "ratis")) {
            case "etcd" -> new Engine.Etcd(etcd);
            case "ratis" -> new Engine.Kaptan(System.getProperty("java.class.path"), Map.of());
            case "postgresql" ->
                    Engine.Kaptan.onPostgresql(
                            System.getProperty("java.class.path"),
                            given.take("database", "jdbc:postgresql://127.0.0.1:5432/kaptan"),
                            given.take("database-user", "kaptan"),
                            given.take("database-password", "kaptan"));
            case String other -> throw new IllegalArgumentException("no engine is called " + other);
        };
    }

    /** Alone, a member has no links to others. */
    private static Set<Fault> faults(String names, int members) {
        if (!names.isEmpty()) {
            var faults = EnumSet.noneOf(Fault.class);
            for (var name : names.split(",")) {
                faults.add(Fault.valueOf(name.toUpperCase(Locale.ROOT)));
            }
            return faults;
        }
        return members > 1
                ? EnumSet.allOf(Fault.class)
                : EnumSet.complementOf(
                        EnumSet.of(Fault.ISOLATE, Fault.DEAFEN, Fault.SILENCE, Fault.SLOW_LINKS));
    }

    private static Ports ports(String range) {
        if (range.isEmpty()) {
            return Ports.anyFree();
        }
        var ends = range.split("-");
        return Ports.between(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
    }

    private static @Nullable Path directory(String name) {
        return name.isEmpty() ? null : Path.of(name).toAbsolutePath();
    }

    private static Given read(String... arguments) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
                throw new IllegalArgumentException("expected --name VALUE, got " + arguments[i]);
            }
            values.put(arguments[i].substring(2), arguments[i + 1]);
        }
        return new Given(values);
    }

    private record Given(Map<String, String> values) {

        String take(String name, String otherwise) {
            var value = values.remove(name);
            return value == null ? otherwise : value;
        }

        double takeDouble(String name, double otherwise) {
            return Double.parseDouble(take(name, Double.toString(otherwise)));
        }

        void requireEmpty() {
            if (!values.isEmpty()) {
                throw new IllegalArgumentException("no option is called " + values.keySet());
            }
        }
    }
}
