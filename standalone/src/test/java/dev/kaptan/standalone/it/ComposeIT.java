package dev.kaptan.standalone.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.standalone.SparePorts;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * The same five services as processes of their own, from the Dockerfile, on the jars just built;
 * two controllers and two schedulers, of which one each leads. Any of them may be killed.
 */
@NeedsEngine
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeIT {

    private static final Duration LONG = Duration.ofMinutes(4);

    /** Seven JVMs start at once, without a cache of loaded classes. */
    private static final Duration START = Duration.ofMinutes(6);

    private static final int PORT = SparePorts.find(1).api();

    private static final String LEAVES_AT_ONCE =
            "{\"spec\":{\"template\":{\"spec\":{\"terminationGracePeriodSeconds\":1,\"tolerations\":"
                + "[{\"key\":\"node.kubernetes.io/unreachable\",\"operator\":\"Exists\","
                + "\"effect\":\"NoExecute\",\"tolerationSeconds\":0}]}}}}";
    private static final String NODE =
            "go-template={{range .items}}{{range .status.conditions}}{{if eq .type \"Ready\"}}"
                    + "{{.status}} {{end}}{{end}}{{range .spec.taints}}{{.effect}}:"
                    + "{{slice .key 19}} {{end}}{{end}}";
    private static final String READY =
            "jsonpath={.status.conditions[?(@.type==\"Ready\")].status} {.status.phase}";

    @TempDir static Path directory;

    @BeforeAll
    static void start() throws IOException {
        // A run that was interrupted may have left its store, whose leaders are gone.
        compose("down", "-v").orThrow();
        compose(
                        "up",
                        "--build",
                        "-d",
                        "--wait",
                        "--scale",
                        "controller=2",
                        "--scale",
                        "scheduler=2")
                .orThrow();
        var kubeconfig = compose("exec", "-T", "gateway", "cat", "/pki/kubeconfig").orThrow();
        Files.writeString(directory.resolve("kubeconfig"), kubeconfig);
    }

    @AfterAll
    static void stop() {
        kubectl("delete", "deployment,pod", "--all", "--grace-period=1", "--timeout=60s");
        compose("down", "-v").orThrow();
    }

    @Test
    @Order(1)
    void aPodRunsAndItsStreamsReachTheClient() {
        TestCluster.eventually(
                "the node is ready",
                START,
                () -> kubectl("get", "nodes").all(),
                text -> text.contains(" Ready "));
        TestCluster.eventually(
                "the service account is there",
                Duration.ofMinutes(1),
                () -> kubectl("get", "serviceaccount", "default").exitCode() == 0);

        kubectl("run", "box", "--image=busybox:1.36", "--", "sh", "-c", "echo begun; sleep 3600")
                .orThrow();
        kubectl("wait", "--for=condition=Ready", "pod/box", "--timeout=200s").orThrow();

        assertThat(kubectl("logs", "box").orThrow()).contains("begun");
        assertThat(kubectl("exec", "box", "--", "hostname").orThrow().strip()).isEqualTo("box");
    }

    @Test
    @Order(2)
    void anotherProcessTakesOverFromLeadersThatWereKilled() {
        var controller = leader("kube-controller-manager");
        var scheduler = leader("kube-scheduler");
        killed(controller);
        killed(scheduler);

        kubectl("create", "deployment", "led", "--image=busybox:1.36", "--", "sleep", "3600")
                .orThrow();
        kubectl("rollout", "status", "deployment/led", "--timeout=200s").orThrow();
        assertThat(leader("kube-controller-manager")).isNotEqualTo(controller);
        assertThat(leader("kube-scheduler")).isNotEqualTo(scheduler);
        TestCluster.docker("start", controller, scheduler);
    }

    @Test
    @Order(3)
    void nothingAcknowledgedIsLostWhenTheStoreOrTheGatewayIsKilled() throws Exception {
        var acknowledged = new ConcurrentSkipListSet<String>();
        var writing = new AtomicBoolean(true);
        var writer =
                Thread.startVirtualThread(() -> {
                    for (int i = 0; writing.get(); i++) {
                        var name = "written-" + i;
                        if (kubectl("create", "configmap", name).exitCode() == 0) {
                            acknowledged.add(name);
                        }
                    }
                });
        try {
            for (var service : List.of("state", "gateway")) {
                awaitMore(acknowledged);
                killed(container(service));
                TestCluster.docker("start", container(service));
                awaitMore(acknowledged);
            }
        } finally {
            writing.set(false);
            writer.join();
        }
        var kept = kubectl("get", "configmaps", "-o", "name").orThrow().lines().toList();
        assertThat(kept).containsAll(acknowledged.stream().map("configmap/"::concat).toList());

        kubectl("scale", "deployment/led", "--replicas=2").orThrow();
        kubectl("rollout", "status", "deployment/led", "--timeout=200s").orThrow();
    }

    @Test
    @Order(4)
    void aKilledAgentFindsItsContainersAgainAndALostNodeLosesItsPods() {
        var box = containers("box");
        var led = names("app=led");
        killed(container("agent"));
        TestCluster.docker("start", container("agent"));
        eventually("the agent answers", () -> kubectl("exec", "box", "--", "true").exitCode() == 0);
        assertThat(containers("box")).isEqualTo(box);

        // Those of the Deployment leave at once; the Pod waits five minutes, as Pods do by default.
        kubectl("patch", "deployment", "led", "-p", LEAVES_AT_ONCE).orThrow();
        kubectl("rollout", "status", "deployment/led", "--timeout=200s").orThrow();
        eventually("the Pods before are gone", () -> Collections.disjoint(names("app=led"), led));
        var leaving = names("app=led");
        killed(container("agent"));
        TestCluster.eventually(
                "the lost node is marked",
                Duration.ofMinutes(3),
                () -> kubectl("get", "node", "-o", NODE).output(),
                text ->
                        text.startsWith("Unknown ")
                                && text.contains("NoExecute:unreachable")
                                && text.contains("NoSchedule:unreachable"));
        TestCluster.eventually(
                "the Deployment's Pods are to leave, and others wait for a node",
                Duration.ofMinutes(1),
                () -> kubectl("get", "pods", "-l", "app=led").output(),
                text -> text.contains("Terminating") && text.contains("Pending"));
        assertThat(kubectl("get", "pod", "box", "-o", READY).output()).isEqualTo("False Running");

        TestCluster.docker("start", container("agent"));
        kubectl("wait", "--for=condition=Ready", "node", "--all", "--timeout=200s").orThrow();
        kubectl("wait", "--for=condition=Ready", "pod/box", "--timeout=200s").orThrow();
        eventually(
                "the Pods that left are gone and others run",
                () ->
                        names("app=led").size() == 2
                                && Collections.disjoint(names("app=led"), leaving));
        kubectl("rollout", "status", "deployment/led", "--timeout=200s").orThrow();
        assertThat(containers("box")).isEqualTo(box);
    }

    /** Ends a container as a crash would; Compose then does not start it by itself. */
    private static void killed(String container) {
        TestCluster.docker("kill", "--signal=KILL", container);
    }

    private static String container(String service) {
        return compose("ps", "-a", "-q", service).orThrow().strip();
    }

    /** A container's host name, which a holder's identity starts with, is the start of its id. */
    private static String leader(String lease) {
        var holder =
                kubectl(
                                "get",
                                "lease",
                                "-n",
                                "kube-system",
                                lease,
                                "-o",
                                "jsonpath={.spec.holderIdentity}")
                        .orThrow();
        return holder.substring(0, holder.indexOf('_'));
    }

    private static void awaitMore(Set<String> acknowledged) {
        int before = acknowledged.size();
        eventually("writes are acknowledged", () -> acknowledged.size() >= before + 5);
    }

    private static void eventually(String what, BooleanSupplier holds) {
        TestCluster.eventually(what, LONG, holds);
    }

    private static List<String> names(String selector) {
        return kubectl("get", "pods", "-l", selector, "-o", "name").orThrow().lines().toList();
    }

    private static String containers(String pod) {
        return kubectl(
                        "get",
                        "pod",
                        pod,
                        "-o",
                        "jsonpath={.status.containerStatuses[0].containerID}"
                                + " {.status.containerStatuses[0].restartCount}")
                .orThrow();
    }

    private static Command.Result compose(String... words) {
        var all = new ArrayList<>(List.of("docker", "compose", "-p", "kaptan-it"));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new))
                .in(TestCluster.ROOT)
                .with(Map.of("KAPTAN_SOURCE", "prebuilt", "KAPTAN_PORT", String.valueOf(PORT)))
                .run(LONG);
    }

    private static Command.Result kubectl(String... words) {
        var all = new ArrayList<>(List.of("kubectl"));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new))
                .with(Map.of("KUBECONFIG", directory.resolve("kubeconfig").toString()))
                .run(LONG);
    }
}
