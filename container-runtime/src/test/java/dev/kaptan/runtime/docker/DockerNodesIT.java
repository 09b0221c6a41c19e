package dev.kaptan.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.Network;

import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.Eventually;
import dev.kaptan.runtime.PodIdentity;
import dev.kaptan.runtime.PortMapping;
import dev.kaptan.runtime.Programs;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.Sandbox;
import dev.kaptan.runtime.SandboxSpec;
import dev.kaptan.runtime.Specs;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Nodes on one engine, and their network. */
class DockerNodesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> WEB_SERVER =
            List.of(
                    "sh",
                    "-c",
                    "trap 'exit 0' TERM; httpd -p 8080 -h /etc; while true; do sleep 0.05; done");

    private TestNode node;
    private DockerRuntime runtime;

    @BeforeEach
    void open() {
        node = TestNode.create();
        runtime = node.open();
    }

    @AfterEach
    void close() {
        if (node != null) {
            runtime.close();
            node.close();
        }
    }

    @Test
    void letsTheHostAndOtherPodsReachAPodByItsAddress() throws InterruptedException {
        runtime.updatePodCidr(node.podCidr(0));
        try (var other =
                DockerRuntime.of(node.settings(node.name() + "-b", TestNode.DOCKER_HOST))) {
            other.updatePodCidr(node.podCidr(1));
            start(runtime, SandboxSpec.plain(Specs.pod("web"), 0), WEB_SERVER);
            String address = runtime.sandboxes().getFirst().ip();
            Eventually.within(PATIENCE, "host reaches pod", () -> connects(address, 8080));
            String client =
                    start(other, SandboxSpec.plain(Specs.pod("client"), 0), Programs.FOREVER);
            var fetch = List.of("wget", "-q", "-O", "-", "http://" + address + ":8080/passwd");
            assertThat(other.exec(client, fetch, PATIENCE).text()).contains("root");
        }
    }

    @Test
    void keepsNodesOnOneEngineApart() {
        runtime.updatePodCidr(node.podCidr(0));
        try (var other =
                DockerRuntime.of(node.settings(node.name() + "-b", TestNode.DOCKER_HOST))) {
            other.updatePodCidr(node.podCidr(1));
            String id = start(runtime, SandboxSpec.plain(Specs.pod("mine"), 0), Programs.FOREVER);
            assertThat(other.sandboxes()).isEmpty();
            assertThat(other.containers()).isEmpty();
            assertThat(other.container(id)).isNull();
        }
    }

    @Test
    void adoptsWhatRunsAndItsAddressesAfterARestart() {
        runtime.updatePodCidr(node.podCidr(0));
        String id = start(runtime, SandboxSpec.plain(Specs.pod("old"), 0), Programs.FOREVER);
        Container before = runtime.container(id);
        Sandbox sandbox = runtime.sandboxes().getFirst();
        runtime.close();
        runtime = node.open();
        runtime.updatePodCidr(node.podCidr(0));
        assertThat(runtime.containers()).containsExactly(before);
        assertThat(runtime.sandboxes()).containsExactly(sandbox);
        runtime.runSandbox(SandboxSpec.plain(Specs.pod("new"), 0));
        assertThat(runtime.sandboxes()).extracting(Sandbox::ip).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void givesDistinctAddressesToSandboxesThatStartTogether() throws Exception {
        runtime.updatePodCidr(node.podCidr(0));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> starts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                var spec = SandboxSpec.plain(Specs.pod("together-" + i), 0);
                starts.add(() -> runtime.runSandbox(spec));
            }
            for (var start : executor.invokeAll(starts)) {
                assertThat(start.get()).isNotBlank();
            }
        }
        assertThat(runtime.sandboxes()).extracting(Sandbox::ip).doesNotHaveDuplicates().hasSize(6);
    }

    @Test
    void usesAddressesAgainOnlyWhenTheirSandboxesAreGone() {
        runtime.updatePodCidr(node.podCidr(0).replace("/24", "/29"));
        List<String> ids = new ArrayList<>();
        Set<String> addresses = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            ids.add(runtime.runSandbox(SandboxSpec.plain(Specs.pod("full-" + i), 0)));
        }
        runtime.sandboxes().forEach(sandbox -> addresses.add(sandbox.ip()));
        var oneMore = SandboxSpec.plain(Specs.pod("one-more"), 0);
        assertThatThrownBy(() -> runtime.runSandbox(oneMore))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageStartingWith("no free pod address is left in ");
        runtime.stopSandbox(ids.get(2));
        runtime.runSandbox(oneMore);
        assertThat(runtime.sandboxes().stream().map(Sandbox::ip).filter(addresses::contains))
                .doesNotHaveDuplicates()
                .hasSize(5);
        new Removal(node.engine).remove(ids.get(0));
        runtime.runSandbox(SandboxSpec.plain(Specs.pod("last"), 0));
    }

    @Test
    void passesOverTheAddressesOfStrangersOnTheNetwork() {
        runtime.updatePodCidr(node.podCidr(0));
        runtime.runSandbox(SandboxSpec.plain(Specs.pod("mine"), 0));
        try (var stranger =
                DockerRuntime.of(node.settings(node.name() + "-b", TestNode.DOCKER_HOST))) {
            stranger.updatePodCidr(node.podCidr(0));
            for (int i = 0; i < 3; i++) {
                stranger.runSandbox(SandboxSpec.plain(Specs.pod("stranger-" + i), 0));
            }
            runtime.runSandbox(SandboxSpec.plain(Specs.pod("mine-too"), 0));
            List<Sandbox> all = new ArrayList<>(stranger.sandboxes());
            all.addAll(runtime.sandboxes());
            assertThat(all).extracting(Sandbox::ip).doesNotHaveDuplicates().hasSize(5);
        }
    }

    @Test
    void publishesPortsOfTheHost() throws Exception {
        runtime.updatePodCidr(node.podCidr(0));
        int port = freePort();
        var spec =
                new SandboxSpec(
                        Specs.pod("ports"),
                        0,
                        null,
                        false,
                        false,
                        false,
                        false,
                        List.of(new PortMapping(PortMapping.Protocol.TCP, port, 8080, "127.0.0.1")),
                        null,
                        Map.of(),
                        Map.of());
        start(runtime, spec, WEB_SERVER);
        Eventually.within(PATIENCE, "host port", () -> connects("127.0.0.1", port));
        var again =
                new SandboxSpec(
                        Specs.pod("clash"),
                        0,
                        null,
                        false,
                        false,
                        false,
                        false,
                        List.of(new PortMapping(PortMapping.Protocol.TCP, port, 8080, "127.0.0.1")),
                        null,
                        Map.of(),
                        Map.of());
        assertThatThrownBy(() -> runtime.runSandbox(again))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("port is already allocated");
        assertThat(runtime.sandboxes()).hasSize(1);
    }

    @Test
    void refusesANetworkThatSomebodyMadeOtherwise() {
        makeNetwork(node.name(), node.clusterCidr().replace("/20", "/21"));
        runtime.updatePodCidr(node.podCidr(0));
        assertNetworkFailure("exists with driver bridge and subnet");
    }

    @Test
    void saysThatItsSubnetBelongsToAnotherNetwork() {
        makeNetwork(node.name() + "-other", node.clusterCidr());
        runtime.updatePodCidr(node.podCidr(0));
        assertNetworkFailure("another network may have these addresses");
    }

    @Test
    void refusesARangeOutsideOfTheNetwork() {
        assertThatThrownBy(() -> runtime.updatePodCidr("192.0.2.0/24"))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("is not a part of " + node.clusterCidr());
    }

    @Test
    void livesOnTheDefaultBridgeOfAnEngineOfItsOwn() throws InterruptedException {
        var bridge = node.engine.commands().inspectNetworkCmd().withNetworkId("bridge").exec();
        try (var own = DockerRuntime.of(node.onOwnBridge())) {
            own.updatePodCidr("192.0.2.0/24");
            var spec = SandboxSpec.plain(Specs.pod("own"), 0);
            assertThatThrownBy(() -> own.runSandbox(spec))
                    .isInstanceOf(RuntimeFailure.class)
                    .hasMessageContaining("start the engine with --bip=192.0.2.1/24");
            own.updatePodCidr(bridge.getIpam().getConfig().getFirst().getSubnet());
            start(own, spec, WEB_SERVER);
            String address = own.sandboxes().getFirst().ip();
            Eventually.within(PATIENCE, "host reaches pod", () -> connects(address, 8080));
            own.stopSandbox(own.sandboxes().getFirst().id());
            assertThat(own.sandboxes().getFirst().ip()).isNull();
        }
    }

    private void makeNetwork(String name, String subnet) {
        node.engine
                .commands()
                .createNetworkCmd()
                .withName(name)
                .withIpam(
                        new Network.Ipam().withConfig(new Network.Ipam.Config().withSubnet(subnet)))
                .exec();
    }

    private void assertNetworkFailure(String words) {
        var spec = SandboxSpec.plain(Specs.pod("unlucky"), 0);
        assertThatThrownBy(() -> runtime.runSandbox(spec))
                .isInstanceOfSatisfying(
                        RuntimeFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.NETWORK))
                .hasMessageContaining(words);
        assertThat(runtime.sandboxes()).isEmpty();
    }

    private static String start(
            ContainerRuntime runtime, SandboxSpec sandbox, List<String> command) {
        PodIdentity pod = sandbox.pod();
        var spec = Specs.container(pod, runtime.image(Specs.BUSYBOX), command);
        String id = runtime.createContainer(runtime.runSandbox(sandbox), spec);
        runtime.startContainer(id);
        return id;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean connects(String address, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
