package dev.kaptan.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerSpec;
import dev.kaptan.runtime.ContainerState;
import dev.kaptan.runtime.ContainerState.Cause;
import dev.kaptan.runtime.ContainerState.Exited;
import dev.kaptan.runtime.Eventually;
import dev.kaptan.runtime.Image;
import dev.kaptan.runtime.Mount;
import dev.kaptan.runtime.PodIdentity;
import dev.kaptan.runtime.Programs;
import dev.kaptan.runtime.Resources;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.SandboxSpec;
import dev.kaptan.runtime.SecurityContext;
import dev.kaptan.runtime.Specs;
import dev.kaptan.runtime.docker.pause.PauseImage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What containers get of limits, rights and files. */
class DockerContainersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TestNode node;
    private DockerRuntime runtime;
    private Image image;
    private final PodIdentity pod = Specs.pod("limits");

    @BeforeEach
    void open() {
        node = TestNode.create();
        runtime = node.open();
        runtime.updatePodCidr(node.podCidr(0));
        image = runtime.image(Specs.BUSYBOX);
    }

    @AfterEach
    void close() {
        if (node != null) {
            runtime.close();
            node.close();
        }
    }

    @Test
    void limitsMemoryAndCpu() {
        var resources = new Resources(512, 25_000, 100_000, 32 << 20, 300);
        String id = running(Specs.with(forever(), resources));
        var config = Inspections.find(node.engine, id).getHostConfig();
        assertThat(config.getMemory()).isEqualTo(32 << 20);
        assertThat(config.getCpuShares()).isEqualTo(512);
        assertThat(config.getCpuQuota()).isEqualTo(25_000);
        assertThat(sh(id, "cat /proc/1/oom_score_adj")).isEqualTo("300\n");
    }

    @Test
    void saysThatAContainerRanOutOfMemory() throws InterruptedException {
        var greedy = Specs.container(pod, image, List.of("sh", "-c", "tail /dev/zero"));
        String id = running(Specs.with(greedy, new Resources(100, 0, 0, 16 << 20, 900)));
        Exited exited = awaitExit(id);
        assertThat(exited.exitCode()).isEqualTo(137);
        assertThat(exited.cause()).isEqualTo(Cause.OUT_OF_MEMORY);
    }

    @Test
    void goesOnWhereNoProcessMayBeProtectedFromTheOutOfMemoryKiller() {
        String id = running(Specs.with(forever(), new Resources(100, 0, 0, 0, -997)));
        assertThat(sh(id, "cat /proc/1/oom_score_adj")).isIn("-997\n", "0\n");
    }

    @Test
    void runsPrivilegedOrSaysThatTheHostDoesNotAllowIt() {
        var security =
                new SecurityContext(
                        null, null, List.of(), true, false, List.of(), List.of(), false, null);
        String sandbox = sandbox();
        try {
            String id = runtime.createContainer(sandbox, Specs.with(forever(), security));
            runtime.startContainer(id);
            assertThat(sh(id, "ls /dev | wc -l").strip())
                    .satisfies(n -> assertThat(Integer.parseInt(n)).isGreaterThan(20));
        } catch (RuntimeFailure e) {
            assertThat(e.kind()).isEqualTo(Kind.CREATE);
            assertThat(e)
                    .hasMessageStartingWith("this host does not allow privileged containers: ");
        }
    }

    @Test
    void runsAsTheUserAndGroupsAskedForWithNoMoreRightsThanLeft() {
        var security =
                new SecurityContext(
                        1234L,
                        2345L,
                        List.of(77L),
                        false,
                        true,
                        List.of(),
                        List.of("ALL"),
                        true,
                        null);
        String id = running(Specs.with(forever(), security));
        assertThat(sh(id, "id -u; id -g; id -G")).isEqualTo("1234\n2345\n2345 77\n");
        assertThat(sh(id, "touch /x 2>&1")).contains("Read-only file system");
        assertThat(sh(id, "grep -E 'NoNewPrivs|CapBnd' /proc/self/status"))
                .contains("NoNewPrivs:\t1")
                .contains("CapBnd:\t0000000000000000");
    }

    @Test
    void addsCapabilitiesAndRefusesUnknownOnes() {
        String id = running(Specs.with(forever(), adding("NET_ADMIN")));
        assertThat(capabilities(id) >> 12 & 1).as("CAP_NET_ADMIN").isEqualTo(1);
        assertThatThrownBy(() -> running(Specs.with(named("other"), adding("WALK_ON_WATER"))))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessage("unknown capability \"WALK_ON_WATER\"");
    }

    private static SecurityContext adding(String capability) {
        return new SecurityContext(
                null,
                null,
                List.of(),
                false,
                false,
                List.of(capability),
                List.of(),
                false,
                "unconfined");
    }

    private long capabilities(String id) {
        return Long.parseLong(sh(id, "sed -n 's/CapEff:\\t//p' /proc/self/status").strip(), 16);
    }

    @Test
    void mountsFilesOfTheHostAndFailsWhereTheyAreMissing(@TempDir Path directory)
            throws IOException {
        Path hosts = Files.writeString(directory.resolve("hosts"), "10.0.0.1 friend\n");
        var mounts =
                List.of(
                        Mount.readOnly(hosts.toString(), "/etc/hosts"),
                        Mount.readWrite(directory.toString(), "/data"));
        String id = running(Specs.with(forever(), mounts));
        assertThat(sh(id, "cat /etc/hosts")).isEqualTo("10.0.0.1 friend\n");
        assertThat(sh(id, "echo x > /etc/hosts 2>&1 || echo refused")).contains("refused");
        sh(id, "echo written > /data/file");
        assertThat(directory.resolve("file")).content(UTF_8).isEqualTo("written\n");
        var missing = List.of(Mount.readOnly(directory + "/missing", "/missing"));
        assertThatThrownBy(() -> running(Specs.with(named("other"), missing)))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("/missing");
    }

    @Test
    void sharesNetworkAndHostnameInAPodButProcessesOnlyWhenAsked() {
        String sandbox = run(false);
        String one = start(sandbox, named("one"));
        String two = start(sandbox, named("two"));
        assertThat(sh(one, "hostname")).isEqualTo("limits-host\n");
        assertThat(sh(one, "ip -o -4 addr show eth0"))
                .isEqualTo(sh(two, "ip -o -4 addr show eth0"));
        assertThat(sh(one, "ps")).doesNotContain("/pause");
        String shared = start(run(true), Specs.container(pod, "three", 1, image, Programs.FOREVER));
        assertThat(sh(shared, "ps")).contains("/pause");
    }

    @Test
    void sharesTheHostsNamespacesWhenAsked() throws IOException {
        var spec =
                new SandboxSpec(
                        pod, 0, null, true, true, true, false, List.of(), null, Map.of(), Map.of());
        String id = start(runtime.runSandbox(spec), forever());
        for (String namespace : List.of("net", "pid", "ipc")) {
            String inside = sh(id, "readlink /proc/self/ns/" + namespace).strip();
            String outside =
                    Files.readSymbolicLink(Path.of("/proc/self/ns/" + namespace)).toString();
            assertThat(inside).isEqualTo(outside);
        }
    }

    private String run(boolean shareProcesses) {
        return runtime.runSandbox(
                new SandboxSpec(
                        pod,
                        shareProcesses ? 1 : 0,
                        "limits-host",
                        false,
                        false,
                        false,
                        shareProcesses,
                        List.of(),
                        null,
                        Map.of("net.ipv4.ip_forward", "0"),
                        Map.of()));
    }

    @Test
    void reapsOrphansInASharedProcessNamespace() throws InterruptedException {
        String id = start(run(true), named("orphans"));
        sh(id, "(sleep 0.2 &) ; true");
        Eventually.within(PATIENCE, "no zombie", () -> !sh(id, "ps -o stat,comm").contains("Z"));
        Thread.sleep(400);
        assertThat(sh(id, "ps -o stat,comm")).doesNotContain("Z").doesNotContain("sleep 0.2");
    }

    @Test
    void loadsTheSandboxImageWithoutARegistry() {
        new PauseLoader(node.engine).load();
        var found = node.engine.commands().inspectImageCmd(PauseImage.REFERENCE).exec();
        assertThat(found.getSize()).isBetween(200L, 300L);
    }

    @Test
    void replacesAContainerThatWasNeverStarted() {
        String sandbox = sandbox();
        String lost = runtime.createContainer(sandbox, forever());
        String found = runtime.createContainer(sandbox, forever());
        assertThat(found).isNotEqualTo(lost);
        assertThat(runtime.containers()).extracting(Container::id).containsExactly(found);
        runtime.startContainer(found);
        assertThatThrownBy(() -> runtime.createContainer(sandbox, forever()))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("already in use");
    }

    @Test
    void killsACommandThatTakesTooLong() {
        String id = running(forever());
        assertThatThrownBy(() -> runtime.exec(id, List.of("sleep", "1234"), Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        RuntimeFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.EXEC_TIMEOUT))
                .hasMessage("command [sleep, 1234] timed out after 300ms");
        if (Files.isReadable(Path.of("/proc/" + pid(id) + "/cgroup"))) {
            assertThat(sh(id, "ps")).doesNotContain("sleep 1234");
        }
    }

    private long pid(String id) {
        return Inspections.find(node.engine, id).getState().getPidLong();
    }

    @Test
    void tellsOfACommandThatDoesNotExist() {
        var result = runtime.exec(running(forever()), List.of("/none"), PATIENCE);
        assertThat(result.exitCode()).isIn(126, 127);
        assertThat(result.text()).contains("/none");
    }

    @Test
    void keepsTheFirstMebibyteOfWhatACommandWrites() {
        var result =
                runtime.exec(
                        running(forever()),
                        List.of("sh", "-c", "dd if=/dev/zero bs=1k count=3000 2>/dev/null"),
                        PATIENCE);
        assertThat(result.stdout()).hasSize(1 << 20);
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void noticesAContainerThatSomebodyElseRemoved() {
        String id = running(forever());
        assertThat(runtime.containers()).hasSize(1);
        node.engine.commands().removeContainerCmd(id).withForce(true).exec();
        assertThat(runtime.containers()).isEmpty();
        assertThat(runtime.container(id)).isNull();
        runtime.stopContainer(id, Duration.ofSeconds(1));
        runtime.removeContainer(id);
    }

    @Test
    void noticesAContainerThatSomebodyElseKilled() {
        String id = running(forever());
        assertThat(runtime.containers().getFirst().state())
                .isInstanceOf(ContainerState.Running.class);
        node.engine.commands().killContainerCmd(id).exec();
        assertThat(runtime.containers().getFirst().state())
                .isInstanceOfSatisfying(
                        Exited.class, exited -> assertThat(exited.signal()).isEqualTo(9));
    }

    private ContainerSpec forever() {
        return named("main");
    }

    private ContainerSpec named(String name) {
        return Specs.container(pod, name, 0, image, Programs.FOREVER);
    }

    private String sandbox() {
        return runtime.sandboxes().isEmpty()
                ? runtime.runSandbox(SandboxSpec.plain(pod, 0))
                : runtime.sandboxes().getFirst().id();
    }

    private String running(ContainerSpec spec) {
        return start(sandbox(), spec);
    }

    private String start(String sandbox, ContainerSpec spec) {
        String id = runtime.createContainer(sandbox, spec);
        runtime.startContainer(id);
        return id;
    }

    private String sh(String id, String script) {
        return runtime.exec(id, List.of("sh", "-c", script), PATIENCE).text();
    }

    private Exited awaitExit(String id) throws InterruptedException {
        Eventually.within(PATIENCE, "end", () -> runtime.container(id).state() instanceof Exited);
        return (Exited) runtime.container(id).state();
    }
}
