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

/** One store alone, or ours and a real etcd in alternating rounds. */
public final class EtcdStores implements Benchmark {

    private static final String ENDPOINT = "127.0.0.1:2379";
    private static final String FOLDER = "kaptan-benchmark";

    @Override
    public String name() {
        return "etcd";
    }

    @Override
    public String summary() {
        return "puts, transactions, gets, ranges and watches of 1.5 KB values by number of"
                + " clients; two running stores: --endpoint="
                + ENDPOINT
                + " --beside= --ca= --cert= --key=; or a member of the built tree and a real etcd,"
                + " both started here: --etcd=BINARY --lib=standalone/target/kaptan/lib"
                + " --java-options= --directory= --port=22379; --what=put,txn,get,range,watch,rest"
                + " --clients=1,16,64,256 --rounds=3 --seconds=4 --warm-up=15 --channels=4"
                + " --watchers=1000 --keys=100000";
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
        Path lib = Path.of(arguments.text("lib", "standalone/target/kaptan/lib"));
        String options = arguments.text("java-options", "");
        contestants.add(
                started(StoreCommand.state(lib, directory, port, options), directory, arguments));
        contestants.add(
                started(
                        StoreCommand.etcd(Path.of(etcd), directory, port + 2),
                        directory,
                        arguments));
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
                endpoints, channels, new StoreCalls(channels, mostClients(arguments)), null);
    }

    private static Contestant started(StoreCommand command, Path directory, Arguments arguments)
            throws IOException, InterruptedException {
        var process = StoreProcess.start(command, directory);
        var channels = EtcdChannels.open(command.endpoint(), arguments);
        return new Contestant(
                command.name(),
                channels,
                new StoreCalls(channels, mostClients(arguments)),
                process);
    }

    private static int mostClients(Arguments arguments) {
        return Math.max(64, Collections.max(arguments.numbers("clients", "1,16,64,256")));
    }
}
