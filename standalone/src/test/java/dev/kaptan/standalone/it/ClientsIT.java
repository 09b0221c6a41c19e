package dev.kaptan.standalone.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.ExecListener;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Streams and answers as kubectl and fabric8, unmodified, show them to their users. */
@NeedsEngine
class ClientsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Of a container's log three files of 16 KiB are kept. */
    private static final Map<String, String> SMALL_LOGS =
            Map.of(
                    "KAPTAN_AGENT_CONTAINERLOGMAXSIZE", "16k",
                    "KAPTAN_AGENT_CONTAINERLOGMAXFILES", "3");

    private static TestCluster cluster;

    @BeforeAll
    static void start() {
        cluster = TestCluster.on(Store.chosen(), SMALL_LOGS, 1);
        cluster.get("run", "box", "--image=busybox:1.36", "--", "sleep", "3600");
        cluster.get("wait", "--for=condition=Ready", "pod/box", "--timeout=90s");
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.kubectl("delete", "pod", "box", "--grace-period=1", "--timeout=60s");
            cluster.close();
        }
    }

    @Test
    void attachCarriesInputAndOutputOfTheFirstProcess() {
        cluster.apply(
                        """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: echo}
                        spec:
                          restartPolicy: Never
                          containers:
                            - name: c
                              image: busybox:1.36
                              stdin: true
                              stdinOnce: true
                              command: [sh, -c, "while read line; do echo got $line; done; echo ended"]
                        """)
                .orThrow();
        cluster.get("wait", "--for=condition=Ready", "pod/echo", "--timeout=90s");
        var attached = cluster.type("one\ntwo\n", "attach", "-i", "echo");
        assertThat(attached.orThrow()).contains("got one\ngot two\nended");
        cluster.get(
                "wait", "--for=jsonpath={.status.phase}=Succeeded", "pod/echo", "--timeout=60s");
        assertThat(cluster.get("logs", "echo")).isEqualTo("got one\ngot two\nended");
        cluster.get("delete", "pod", "echo");
    }

    @Test
    void runAttachesToItsPodAndRemovesItAfterwards() {
        var run =
                cluster.type(
                        "typed\n",
                        "run",
                        "once",
                        "-i",
                        "--rm",
                        "--restart=Never",
                        "--image=busybox:1.36",
                        "--",
                        "cat");
        assertThat(run.orThrow()).contains("typed").contains("pod \"once\" deleted");
        var failed =
                cluster.kubectl(
                        "run",
                        "fails",
                        "--attach",
                        "--rm",
                        "--restart=Never",
                        "--image=busybox:1.36",
                        "--",
                        "sh",
                        "-c",
                        "exit 5");
        assertThat(failed.exitCode()).isEqualTo(5);
    }

    @Test
    void execCarriesInputErrorsAndTheExitCode() {
        assertThat(cluster.type("through", "exec", "-i", "box", "--", "cat").orThrow())
                .isEqualTo("through");
        var failed = cluster.kubectl("exec", "box", "--", "sh", "-c", "echo no >&2; exit 3");
        assertThat(failed.exitCode()).isEqualTo(3);
        assertThat(failed.errors()).startsWith("no\n");
    }

    @Test
    void filesAreCopiedInAndOut() throws Exception {
        var folder = Files.createTempDirectory("kaptan-cp");
        var file = Files.writeString(folder.resolve("in"), "content");
        cluster.get("cp", file.toString(), "box:/tmp/there");
        cluster.get("cp", "box:/tmp/there", folder.resolve("out").toString());
        assertThat(folder.resolve("out")).hasContent("content");
    }

    @Test
    void logOptionsChooseWhatIsShown() {
        cluster.get(
                "run", "counter", "--restart=Never", "--image=busybox:1.36", "--", "seq", "1", "9");
        cluster.get(
                "wait", "--for=jsonpath={.status.phase}=Succeeded", "pod/counter", "--timeout=90s");
        assertThat(cluster.get("logs", "counter", "--tail=2")).isEqualTo("8\n9");
        assertThat(cluster.get("logs", "counter", "--limit-bytes=3")).isEqualTo("1\n2");
        assertThat(cluster.get("logs", "counter", "--tail=1", "--timestamps"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z 9");
        assertThat(cluster.get("logs", "counter", "--since=1h").lines()).hasSize(9);
        assertThat(cluster.kubectl("logs", "counter", "-p").errors())
                .contains("previous terminated container \"counter\" in pod \"counter\" not found");
        cluster.get("delete", "pod", "counter");
    }

    /** A hundred lines are some 10 KB in the engine's files, so that all of these fill seven. */
    @Test
    void aRotatedLogKeepsItsEndAndIsFollowedAcrossItsRotations() {
        cluster.get(
                "run",
                "chatty",
                "--restart=Never",
                "--image=busybox:1.36",
                "--",
                "sh",
                "-c",
                "echo begun; while [ ! -e /end ]; do sleep 0.1; done; echo ended");
        cluster.get("wait", "--for=condition=Ready", "pod/chatty", "--timeout=90s");
        var lines = IntStream.rangeClosed(1, 1200).mapToObj(i -> "line " + i + " of many").toList();
        try (var log = cluster.begin("logs", "-f", "chatty")) {
            log.awaitOutput("begun", PATIENCE);
            for (int first = 1; first < 1200; first += 100) {
                int last = first + 99;
                cluster.get(
                        "exec",
                        "chatty",
                        "--",
                        "sh",
                        "-c",
                        "for i in $(seq %d %d); do echo line $i of many; done > /proc/1/fd/1"
                                .formatted(first, last));
                log.awaitOutput("line " + last + " of many", PATIENCE);
            }
            cluster.get("exec", "chatty", "--", "touch", "/end");
            log.awaitOutput("ended", PATIENCE);
            assertThat(log.output().lines())
                    .startsWith("begun")
                    .endsWith("ended")
                    .filteredOn(line -> line.startsWith("line"))
                    .isEqualTo(lines);
        }

        cluster.get(
                "wait", "--for=jsonpath={.status.phase}=Succeeded", "pod/chatty", "--timeout=60s");
        assertThat(cluster.get("logs", "chatty", "--tail=2")).isEqualTo("line 1200 of many\nended");
        var kept = cluster.get("logs", "chatty").lines().toList();
        assertThat(kept).hasSizeBetween(300, 500);
        assertThat(kept.subList(0, kept.size() - 1))
                .isEqualTo(lines.subList(1201 - kept.size(), 1200));
        cluster.get("delete", "pod", "chatty");
    }

    @Test
    void fabric8CreatesWatchesOverWebSocketAndRunsCommands() throws Exception {
        try (var client = fabric8()) {
            BlockingQueue<String> seen = new LinkedBlockingQueue<>();
            var maps = client.configMaps().inNamespace("default");
            try (var watch = maps.withName("watched").watch(names(seen))) {
                var map =
                        new ConfigMapBuilder()
                                .withNewMetadata()
                                .withName("watched")
                                .endMetadata()
                                .addToData("a", "b")
                                .build();
                maps.resource(map).create();
                assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo("ADDED watched");
                maps.withName("watched")
                        .edit(old -> new ConfigMapBuilder(old).addToData("c", "d").build());
                assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo("MODIFIED watched");
                maps.withName("watched").delete();
                assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo("DELETED watched");
                assertThat(watch).isNotNull();
            }
            var out = new ByteArrayOutputStream();
            var box = client.pods().inNamespace("default").withName("box");
            try (var exec =
                    box.writingOutput(out)
                            .usingListener(
                                    new ExecListener() {
                                        @Override
                                        public void onClose(int code, String reason) {}
                                    })
                            .exec("sh", "-c", "echo out; exit 4")) {
                assertThat(exec.exitCode().get(60, TimeUnit.SECONDS)).isEqualTo(4);
            }
            assertThat(out).hasToString("out\n");
            assertThat(client.pods().inNamespace("default").list().getItems()).isNotEmpty();
        }
    }

    private static KubernetesClient fabric8() throws Exception {
        var config = Config.fromKubeconfig(Files.readString(cluster.kubeconfig()));
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static Watcher<ConfigMap> names(BlockingQueue<String> seen) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, ConfigMap map) {
                seen.add(action + " " + map.getMetadata().getName());
            }

            @Override
            public void onClose(WatcherException cause) {
                seen.add("closed: " + cause.getMessage());
            }
        };
    }

    @Test
    void kubectlsQuestionsAboutTheApiAreAnswered() {
        assertThat(cluster.get("api-resources", "--no-headers"))
                .contains("deployments", "endpointslices", "priorityclasses");
        assertThat(cluster.get("explain", "pod.spec.containers.livenessProbe.httpGet"))
                .contains("HTTPGetAction describes an action based on HTTP Get requests.");
        assertThat(cluster.get("auth", "can-i", "create", "pods")).isEqualTo("yes");
        assertThat(cluster.kubectl("auth", "can-i", "create", "pods", "--as=somebody").output())
                .isEqualTo("no\n");
        assertThat(cluster.get("get", "all")).contains("pod/box", "service/kubernetes");
        assertThat(cluster.get("describe", "node", "node-1"))
                .contains("Starting kubelet.", "NodeReady", "Registered Node node-1 in Controller");
        assertThat(cluster.get("get", "--raw", "/readyz?verbose")).contains("readyz check passed");
    }
}
