package dev.kaptan.proof.run;

import dev.kaptan.proof.cluster.Cluster;
import dev.kaptan.proof.cluster.Database;
import dev.kaptan.proof.cluster.Tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** {@code state-proof/run}: rounds until the time is over or something is wrong. */
public final class Main {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        System.exit(run(options) ? 0 : 1);
    }

    private static boolean run(Options options) throws IOException, InterruptedException {
        var kept = options.directory();
        var directory = kept == null ? Files.createTempDirectory("state-proof") : kept;
        Files.createDirectories(directory);
        say(options.toString());
        var problems = prove(options, directory);
        problems.forEach(Main::say);
        if (problems.isEmpty() && kept == null) {
            Tree.delete(directory);
        }
        return problems.isEmpty();
    }

    private static List<String> prove(Options options, Path directory)
            throws IOException, InterruptedException {
        try (var database = options.ownDatabase() ? Database.start(options.ports()) : null;
                var cluster =
                        new Cluster(
                                options.engine(),
                                options.members(),
                                directory,
                                options.ports(),
                                options.disks(),
                                database)) {
            var proof =
                    new Proof(
                            cluster,
                            options.load(),
                            options.faults(),
                            options.seed(),
                            directory,
                            Main::say);
            var problems = rounds(proof, System.nanoTime() + options.time().toNanos());
            say(proof.totals().toString());
            return problems;
        }
    }

    private static List<String> rounds(Proof proof, long end)
            throws IOException, InterruptedException {
        var problems = List.<String>of();
        while (problems.isEmpty() && System.nanoTime() < end) {
            problems = proof.round();
        }
        return problems;
    }

    private static void say(String text) {
        System.out.println(LocalTime.now().format(TIME) + " " + text);
    }
}
