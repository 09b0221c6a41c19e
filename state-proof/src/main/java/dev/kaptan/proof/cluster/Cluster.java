package dev.kaptan.proof.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Members of one store, and the network between them. */
public final class Cluster implements AutoCloseable {

    private final Engine engine;
    private final Network network = new Network();
    private final List<Member> members = new ArrayList<>();
    private final Thread lastResort = new Thread(this::destroy);

    public Cluster(Engine engine, int size, Path directory, Ports ports) throws IOException {
        this.engine = engine;
        // Also a run that is interrupted leaves no process behind.
        Runtime.getRuntime().addShutdownHook(lastResort);
        for (int i = 1; i <= size; i++) {
            var name = "m" + i;
            members.add(new Member(name, directory.resolve(name), ports, network, this::opener));
        }
        for (var member : members) {
            start(member);
        }
    }

    public List<Member> members() {
        return List.copyOf(members);
    }

    public Network network() {
        return network;
    }

    /** Starts it unless it runs or has died, which is for people to look at. */
    public void start(Member member) throws IOException {
        if (!member.isRunning() && !member.hasDied()) {
            member.start(engine, members.stream().map(Member::peer).toList(), false);
        }
    }

    /** Ends every fault: all links are whole and all members run. */
    public void heal() throws IOException, InterruptedException {
        network.heal();
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
                // The next one is to be ended all the same.
            }
        }
    }

    @Override
    public void close() {
        destroy();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }
}
