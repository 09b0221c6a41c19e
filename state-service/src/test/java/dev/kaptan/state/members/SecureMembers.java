package dev.kaptan.state.members;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.Etcdctl;
import dev.kaptan.state.TestPki;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Members that demand certificates of their clients and of each other. */
final class SecureMembers implements AutoCloseable {

    private static final String SCHEME = "https://";

    private final Path directory;
    private final TestPki pki;
    private final List<MemberProcess> members = new ArrayList<>();
    private final List<MemberProcess> started = new ArrayList<>();

    /** Starts members that begin a cluster together. */
    SecureMembers(Path directory, String... names) throws Exception {
        this.directory = directory;
        this.pki = new TestPki(directory);
        for (var name : names) {
            members.add(create(name));
        }
        var initial = initialCluster();
        for (var member : members) {
            start(member, initial, certificates(pki));
        }
    }

    TestPki pki() {
        return pki;
    }

    List<MemberProcess> all() {
        return List.copyOf(members);
    }

    /** A member that does not run yet and that the others do not know. */
    MemberProcess create(String name) throws IOException {
        var folder = name + "-" + started.size();
        return new MemberProcess(name, SCHEME, directory.resolve(folder));
    }

    /** Starts one that was added to the cluster. */
    void join(MemberProcess newcomer) throws IOException {
        var settings = new ArrayList<>(certificates(pki));
        settings.add("--kaptan.state.initial-cluster-state=existing");
        start(newcomer, initialCluster() + "," + newcomer.asPeer(), settings);
    }

    /** Starts one again, where the others' settings may not know it. */
    void restart(MemberProcess member) throws IOException, InterruptedException {
        member.kill();
        start(member, initialCluster(), certificates(pki));
    }

    void start(MemberProcess member, String initialCluster, List<String> settings)
            throws IOException {
        started.add(member);
        member.start(initialCluster, settings);
    }

    String initialCluster() {
        return members.stream().map(MemberProcess::asPeer).collect(Collectors.joining(","));
    }

    static List<String> certificates(TestPki pki) {
        return List.of(
                "--kaptan.state.tls.certificate=" + pki.file("server.crt"),
                "--kaptan.state.tls.key=" + pki.file("server.key"),
                "--kaptan.state.tls.client-ca=" + pki.file("ca.crt"),
                "--kaptan.state.peer-tls.certificate=" + pki.file("server.crt"),
                "--kaptan.state.peer-tls.key=" + pki.file("server.key"),
                "--kaptan.state.peer-tls.ca=" + pki.file("ca.crt"));
    }

    /** A client of all members. */
    Etcdctl client(Etcdctl.Release release) {
        return client(release, members);
    }

    Etcdctl client(Etcdctl.Release release, MemberProcess member) {
        return client(release, List.of(member));
    }

    private Etcdctl client(Etcdctl.Release release, List<MemberProcess> some) {
        return new Etcdctl(
                release,
                "--endpoints="
                        + some.stream()
                                .map(MemberProcess::endpoint)
                                .collect(Collectors.joining(",")),
                "--cacert=" + pki.file("ca.crt"),
                "--cert=" + pki.file("client.crt"),
                "--key=" + pki.file("client.key"));
    }

    /** Waits until each of them answers writes. */
    void awaitReady(Etcdctl.Release release) throws IOException, InterruptedException {
        for (var member : members) {
            await(
                    member.name() + " answers",
                    () -> client(release, member).run("put", "ready", "yes").equals("OK\n"));
        }
    }

    /** Something that comes true by and by. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    static void await(String what, Condition condition) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 150; attempt++) {
            if (condition.holds()) {
                return;
            }
            Thread.sleep(200);
        }
        assertThat(condition.holds()).as("in vain it was awaited that " + what).isTrue();
    }

    @Override
    public void close() {
        started.forEach(MemberProcess::close);
    }
}
