package dev.kaptan.proof.cluster;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Members of one store, what they keep their data in, and the network between all of them. */
public final class Cluster implements AutoCloseable {

    private final Engine engine;
    private final @Nullable Database database;
    private final Network network = new Network();
    private final List<Member> members = new ArrayList<>();
    private final Thread lastResort = new Thread(this::destroy);

    /** Members that keep their data in a directory of this machine, or where the engine says. */
    public Cluster(Engine engine, int size, Path directory, Ports ports)
            throws IOException, InterruptedException {
        this(engine, size, directory, ports, false, null);
    }

    /**
     * @param disks whether every member gets a file system of its own
     * @param database of the engine {@link Engine.Kaptan#onDatabase}; it belongs to the caller
     */
    public Cluster(
            Engine engine,
            int size,
            Path directory,
            Ports ports,
            boolean disks,
            @Nullable Database database)
            throws IOException, InterruptedException {
        this.engine = engine;
        this.database = database;
        // Also a run that is interrupted leaves no process behind.
        Runtime.getRuntime().addShutdownHook(lastResort);
        for (int i = 1; i <= size; i++) {
            var name = "m" + i;
            var home = directory.resolve(name);
            members.add(
                    database == null
                            ? Member.among(this::opener, name, home, disks, ports, network)
                            : Member.on(database, name, home, ports, network));
        }
        for (var member : members) {
            start(member);
        }
    }

    /** Why members cannot have disks of their own here, null if they can. */
    public static @Nullable String noDisks() throws IOException, InterruptedException {
        return Disk.problem();
    }

    public List<Member> members() {
        return List.copyOf(members);
    }

    public Network network() {
        return network;
    }

    public @Nullable Database database() {
        return database;
    }

    /** The names of those at the other ends of a member's links. */
    public List<String> neighbours(Member member) {
        if (!engine.elects()) {
            return List.of(Network.DATABASE);
        }
        return members.stream().filter(other -> other != member).map(Member::name).toList();
    }

    /** Starts it unless it runs or has died, which is for people to look at. */
    public void start(Member member) throws IOException {
        if (!member.isRunning() && !member.hasDied()) {
            member.start(engine, members.stream().map(Member::peer).toList());
        }
    }

    /** Ends every fault: all links are whole, all members run, all disks have room. */
    public void heal() throws IOException, InterruptedException {
        network.heal();
        if (database != null) {
            database.heal();
        }
        for (var member : members) {
            member.resume();
            start(member);
        }
    }

    private String opener(int localPort, int remotePort) {
        return members.stream()
                .filter(member -> member.holds(localPort, remotePort))
                .map(Member::name)
                .findFirst()
                .orElse(Network.CLIENTS);
    }

    private void destroy() {
        for (var member : members) {
            try {
                member.close();
            } catch (IOException e) {
                System.err.println(member.name() + " is left behind: " + e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        destroy();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }
}
