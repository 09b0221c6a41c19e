package dev.kaptan.proof.run;

import dev.kaptan.proof.cluster.Cluster;
import dev.kaptan.proof.cluster.Engine;
import dev.kaptan.proof.cluster.Ports;
import dev.kaptan.proof.nemesis.Fault;
import dev.kaptan.proof.nemesis.Fault.Need;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
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
        boolean disks,
        boolean ownDatabase,
        Ports ports,
        @Nullable Path directory) {

    static final String USAGE =
            """
            state-proof/run [--engine ratis|etcd|postgresql] [--members 1] [--minutes 10] [--seed N]
                [--round-seconds 20] [--clients 8] [--pause-millis 30] [--watchers 4]
                [--faults kill,pause,isolate,...] [--etcd PROGRAM]
                [--database JDBC-URL] [--database-user NAME] [--database-password PASSWORD] [--ports FIRST-LAST] [--directory KEPT]
            Without --database the run starts a PostgreSQL of its own, which faults may meet as well. Without --faults it is all
            that are possible: some need links between members, a database of the run's own, or the right to mount file systems.
            faults:\
            """
                    + String.join(
                            " ",
                            Arrays.stream(Fault.values())
                                    .map(fault -> fault.name().toLowerCase(Locale.ROOT))
                                    .toList());

    static Options parse(String... arguments) throws IOException, InterruptedException {
        var given = read(arguments);
        int members = Integer.parseInt(given.take("members", "1"));
        boolean ownDatabase = given.has("engine", "postgresql") && !given.has("database");
        var engine = engine(given, ownDatabase);
        var wanted = faults(given.take("faults", ""));
        var possible = possible(engine, members, ownDatabase, wanted);
        var options =
                new Options(
                        engine,
                        members,
                        Duration.ofMillis((long) (60_000 * given.takeDouble("minutes", 10))),
                        Long.parseLong(given.take("seed", randomSeed())),
                        load(given),
                        wanted == null ? possible : wanted,
                        possible.contains(Fault.FULL_DISK),
                        ownDatabase,
                        ports(given.take("ports", "")),
                        directory(given.take("directory", "")));
        given.requireEmpty();
        options.requirePossible(possible);
        return options;
    }

    private static String randomSeed() {
        return Long.toString(ThreadLocalRandom.current().nextLong(1_000_000));
    }

    private static Load load(Given given) {
        var usual = Load.usual();
        return new Load(
                (int) given.takeDouble("clients", usual.clients()),
                Duration.ofMillis(
                        (long) given.takeDouble("pause-millis", usual.pause().toMillis())),
                (int) given.takeDouble("watchers", usual.watchers()),
                Duration.ofSeconds((long) given.takeDouble("round-seconds", 20)));
    }

    private void requirePossible(Set<Fault> possible) throws IOException, InterruptedException {
        for (var fault : faults) {
            if (!possible.contains(fault)) {
                var why = fault.need() == Need.DISKS ? Cluster.noDisks() : null;
                throw new IllegalArgumentException(
                        fault + " needs " + fault.need() + (why == null ? "" : ": " + why));
            }
        }
    }

    @Override
    public String toString() {
        return "seed %d: %d members of %s, %s, %s"
                .formatted(seed, members, engine.getClass().getSimpleName(), load, faults);
    }

    private static Engine engine(Given given, boolean ownDatabase) {
        var etcd = Path.of(given.take("etcd", Engine.Etcd.INSTALLED.toString()));
        var classPath = System.getProperty("java.class.path");
        return switch (given.take("engine", "ratis")) {
            case "etcd" -> new Engine.Etcd(etcd);
            case "ratis" -> new Engine.Kaptan(classPath, Map.of());
            case "postgresql" ->
                    ownDatabase
                            ? Engine.Kaptan.onDatabase(classPath)
                            : Engine.Kaptan.onPostgresql(
                                    classPath,
                                    given.take("database", ""),
                                    given.take("database-user", "kaptan"),
                                    given.take("database-password", "kaptan"));
            case String other -> throw new IllegalArgumentException("no engine is called " + other);
        };
    }

    /** Null for all that are possible. */
    private static @Nullable Set<Fault> faults(String names) {
        if (names.isEmpty()) {
            return null;
        }
        var faults = EnumSet.noneOf(Fault.class);
        for (var name : names.split(",")) {
            faults.add(Fault.valueOf(name.toUpperCase(Locale.ROOT)));
        }
        return faults;
    }

    /** Disks are only tried out, which takes a moment, if somebody wants them. */
    private static Set<Fault> possible(
            Engine engine, int members, boolean ownDatabase, @Nullable Set<Fault> wanted)
            throws IOException, InterruptedException {
        var met = EnumSet.of(Need.NOTHING);
        boolean quorum = engine.elects() && members > 1;
        if (quorum) {
            met.add(Need.QUORUM);
        }
        if (quorum || ownDatabase) {
            met.add(Need.LINKS);
        }
        if (ownDatabase) {
            met.add(Need.DATABASE);
        }
        boolean disks =
                wanted == null || wanted.stream().anyMatch(each -> each.need() == Need.DISKS);
        if (disks && engine.elects() && Cluster.noDisks() == null) {
            met.add(Need.DISKS);
        }
        var possible = EnumSet.allOf(Fault.class);
        possible.removeIf(fault -> !met.contains(fault.need()));
        return possible;
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

        boolean has(String name) {
            return values.containsKey(name);
        }

        boolean has(String name, String value) {
            return value.equals(values.get(name));
        }

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
