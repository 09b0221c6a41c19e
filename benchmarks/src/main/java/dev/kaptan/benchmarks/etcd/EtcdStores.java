package dev.kaptan.benchmarks.etcd;

import dev.kaptan.benchmarks.Arguments;
import dev.kaptan.benchmarks.Benchmark;
import dev.kaptan.benchmarks.Report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One store alone, or ours and a real etcd in alternating rounds. */
public final class EtcdStores implements Benchmark {

    private static final String ENDPOINT = "127.0.0.1:2379";
    private static final String FOLDER = "kaptan-benchmark";
    private static final int PORTS_OF_A_MEMBER = 3;

    @Override
    public String name() {
        return "etcd";
    }

    @Override
    public String summary() {
        return "puts, transactions, gets, ranges and watches of 1.5 KB values by number of"
                + " clients; two running stores: --endpoint="
                + ENDPOINT
                + " --beside= --ca= --cert= --key=; or members of the built tree and of a real"
                + " etcd, all started here: --etcd=BINARY --members=1"
                + " --lib=standalone/target/kaptan/lib --java-options= --class-cache=true"
                + " --directory= --port=22379; --what=put,txn,get,range,watch,rest"
                + " --clients=1,16,64,256 --rounds=3 --seconds=4 --warm-up=15 --channels=4"
                + " --watchers=1000 --keys=100000 --settle=3 (minutes before rest)";
    }

    @Override
    public Report run(Arguments arguments) throws IOException, InterruptedException {
        var contestants = new ArrayList<Contestant>();
        var directory = directory(arguments.text("directory", ""));
        try {
            enlist(contestants, arguments, directory);
            return new Course(arguments).run(contestants);
        } finally {
            contestants.forEach(Contestant::close);
            delete(directory);
        }
    }

    private static void enlist(List<Contestant> contestants, Arguments arguments, Path directory)
            throws IOException, InterruptedException {
        String etcd = arguments.text("etcd", "");
        if (etcd.isEmpty()) {
            contestants.add(running(arguments.text("endpoint", ENDPOINT), arguments));
            String beside = arguments.text("beside", "");
            if (!beside.isEmpty()) {
                contestants.add(running(beside, arguments));
            }
            return;
        }
        int port = arguments.number("port", 22379);
        int members = arguments.number("members", 1);
        var java =
                new ImageJava(
                        Path.of(arguments.text("lib", "standalone/target/kaptan/lib")),
                        arguments.text("java-options", ""),
                        Boolean.parseBoolean(arguments.text("class-cache", "true")));
        var ours = StoreCommand.state(java, directory, ports(port, members));
        var theirs =
                StoreCommand.etcd(
                        Path.of(etcd),
                        directory,
                        ports(port + members * PORTS_OF_A_MEMBER, members));
        contestants.add(started("kaptan", ours, directory, arguments));
        contestants.add(started("etcd", theirs, directory, arguments));
    }

    private static List<Integer> ports(int first, int members) {
        return IntStream.range(0, members).mapToObj(i -> first + i * PORTS_OF_A_MEMBER).toList();
    }

    /** A new folder, within the chosen one or where the system keeps what is temporary. */
    private static Path directory(String chosen) throws IOException {
        return chosen.isEmpty()
                ? Files.createTempDirectory(FOLDER)
                : Files.createTempDirectory(Files.createDirectories(Path.of(chosen)), FOLDER);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Contestant running(String endpoints, Arguments arguments) throws IOException {
        var channels = EtcdChannels.open(endpoints, arguments);
        return new Contestant(
                endpoints, channels, new StoreCalls(channels, mostClients(arguments)), List.of());
    }

    private static Contestant started(
            String name, List<StoreCommand> commands, Path directory, Arguments arguments)
            throws IOException, InterruptedException {
        var processes = new ArrayList<StoreProcess>();
        try {
            for (var command : commands) {
                processes.add(StoreProcess.start(command, directory));
            }
            for (var process : processes) {
                process.awaitAnswer();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            processes.forEach(StoreProcess::close);
            throw e;
        }
        var endpoints =
                commands.stream().map(StoreCommand::endpoint).collect(Collectors.joining(","));
        var channels = EtcdChannels.open(endpoints, arguments);
        return new Contestant(
                name, channels, new StoreCalls(channels, mostClients(arguments)), processes);
    }

    private static int mostClients(Arguments arguments) {
        return Math.max(64, Collections.max(arguments.numbers("clients", "1,16,64,256")));
    }
}
