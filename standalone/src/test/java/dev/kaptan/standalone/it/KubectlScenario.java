package dev.kaptan.standalone.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the README's first five minutes promise, in that order, on real containers. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class KubectlScenario extends Scenario {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    KubectlScenario(Store store) {
        super(store);
    }

    @Test
    @Order(1)
    void aDeploymentRollsOutAndItsPodsAnswerHttp() throws Exception {
        cluster.get("create", "deployment", "web", "--image=nginx:1.27", "--replicas=3");
        assertThat(cluster.get("rollout", "status", "deployment/web", "--timeout=120s"))
                .contains("successfully rolled out");

        var addresses =
                cluster.get(
                        "get", "pods", "-l", "app=web", "-o", "jsonpath={.items[*].status.podIP}");
        assertThat(addresses.split(" ")).hasSize(3).doesNotHaveDuplicates();
        for (var address : addresses.split(" ")) {
            assertThat(statusOf(address)).isEqualTo(200);
        }
    }

    @Test
    @Order(2)
    void podsAreShownAsUsersKnowThem() {
        assertThat(cluster.get("get", "pods", "-o", "wide").lines().toList())
                .first()
                .asString()
                .matches(
                        "NAME +READY +STATUS +RESTARTS +AGE +IP +NODE +NOMINATED NODE +READINESS"
                                + " GATES");
        assertThat(cluster.get("get", "pods")).contains("1/1", "Running");
        assertThat(cluster.get("get", "deployment", "web", "-o", "yaml"))
                .contains("kind: Deployment");
        assertThat(cluster.get("get", "deployment", "web", "-o", "json"))
                .contains("\"kind\": \"Deployment\"");
        assertThat(cluster.get("describe", "deployment", "web"))
                .contains("ScalingReplicaSet", "StrategyType:           RollingUpdate");
        assertThat(cluster.get("describe", "pods")).contains("Successfully assigned", "Started");
    }

    @Test
    @Order(3)
    void logsAndExecReachTheContainer() {
        var pod = onePod();
        assertThat(cluster.get("exec", pod, "--", "cat", "/etc/hostname")).isEqualTo(pod);
        assertThat(
                        cluster.get(
                                "exec",
                                pod,
                                "--",
                                "sh",
                                "-c",
                                "wget -qO- localhost || echo no wget"))
                .isNotEmpty();
        cluster.get("logs", pod);
        var failed = cluster.kubectl("exec", pod, "--", "sh", "-c", "exit 7");
        assertThat(failed.exitCode()).isEqualTo(7);
    }

    @Test
    @Order(4)
    void scalingAddsAndRemovesPods() {
        cluster.get("scale", "deployment/web", "--replicas=5");
        cluster.get("rollout", "status", "deployment/web", "--timeout=120s");
        assertThat(podNames()).hasSize(5);
        cluster.get("scale", "deployment/web", "--replicas=2");
        TestCluster.eventually(
                "two pods are left", MINUTE, this::podNames, pods -> pods.size() == 2);
    }

    @Test
    @Order(5)
    void aNewImageRollsOutAndCanBeUndone() {
        cluster.get("set", "image", "deployment/web", "nginx=nginx:1.28");
        var capacity = new ArrayList<Integer>();
        TestCluster.eventually(
                "the rollout is done",
                Duration.ofMinutes(2),
                () -> {
                    capacity.add(readyPods());
                    return cluster.kubectl("rollout", "status", "deployment/web", "--watch=false");
                },
                status -> status.output().contains("successfully rolled out"));
        // Two replicas with 25 % rounded down: not one may be missing at any moment.
        assertThat(capacity).allMatch(ready -> ready >= 2);
        TestCluster.eventually(
                "only the new image runs",
                MINUTE,
                this::images,
                all -> all.stream().allMatch("nginx:1.28"::equals));

        cluster.get("rollout", "undo", "deployment/web");
        cluster.get("rollout", "status", "deployment/web", "--timeout=120s");
        TestCluster.eventually(
                "only the old image runs",
                MINUTE,
                this::images,
                all -> all.stream().allMatch("nginx:1.27"::equals));
        assertThat(cluster.get("rollout", "history", "deployment/web")).contains("REVISION");
    }

    @Test
    @Order(6)
    void aDeletedPodIsReplaced() {
        var before = podNames();
        cluster.get("delete", "pod", before.getFirst());
        TestCluster.eventually(
                "another pod took its place",
                MINUTE,
                this::podNames,
                pods -> pods.size() == 2 && !pods.contains(before.getFirst()));
        cluster.get("rollout", "status", "deployment/web", "--timeout=120s");
    }

    @Test
    @Order(7)
    void aKilledContainerIsStartedAgainInItsPod() {
        var pod = onePod();
        var container = containerOf(pod);
        TestCluster.docker("kill", container);
        TestCluster.eventually(
                "the container was restarted",
                MINUTE,
                () ->
                        cluster.get(
                                "get",
                                "pod",
                                pod,
                                "-o",
                                "jsonpath={.status.containerStatuses[0].restartCount}/{.status.containerStatuses[0].ready}"),
                "1/true"::equals);
        assertThat(containerOf(pod)).isNotEqualTo(container);
    }

    @Test
    @Order(8)
    void aPatchOfALabelIsSeenBySelectors() {
        cluster.get(
                "patch",
                "deployment",
                "web",
                "-p",
                "{\"metadata\":{\"labels\":{\"tier\":\"front\"}}}");
        assertThat(cluster.get("get", "deployments", "-l", "tier=front", "-o", "name"))
                .isEqualTo("deployment.apps/web");
    }

    @Test
    @Order(9)
    void secretsAndConfigMapsReachThePodThatNamesThem() {
        cluster.get("create", "secret", "generic", "login", "--from-literal=password=s3cret");
        cluster.get("create", "configmap", "settings", "--from-literal=colour=blue");
        cluster.apply(
                        """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: reader}
                        spec:
                          restartPolicy: Never
                          containers:
                            - name: c
                              image: busybox:1.36
                              command: [sh, -c, "echo $PASSWORD $(cat /settings/colour)"]
                              env:
                                - name: PASSWORD
                                  valueFrom: {secretKeyRef: {name: login, key: password}}
                              volumeMounts: [{name: settings, mountPath: /settings}]
                          volumes: [{name: settings, configMap: {name: settings}}]
                        """)
                .orThrow();
        cluster.get(
                "wait", "--for=jsonpath={.status.phase}=Succeeded", "pod/reader", "--timeout=60s");
        assertThat(cluster.get("logs", "reader")).isEqualTo("s3cret blue");
        cluster.get("delete", "pod/reader", "secret/login", "configmap/settings");
    }

    @Test
    @Order(10)
    void deletingTheDeploymentRemovesEverythingItMade() {
        cluster.get("delete", "deployment", "web", "--wait=true");
        cluster.get("wait", "--for=delete", "pod", "-l", "app=web", "--timeout=90s");
        assertThat(cluster.get("get", "replicasets", "-o", "name")).isEmpty();
    }

    private static int statusOf(String address) throws IOException, InterruptedException {
        try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            var request =
                    HttpRequest.newBuilder(URI.create("http://" + address + "/"))
                            .timeout(Duration.ofSeconds(5))
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private List<String> podNames() {
        return words(
                cluster.get(
                        "get",
                        "pods",
                        "-l",
                        "app=web",
                        "-o",
                        "jsonpath={.items[*].metadata.name}"));
    }

    private int readyPods() {
        var ready =
                cluster.get(
                        "get", "deployment", "web", "-o", "jsonpath={.status.availableReplicas}");
        return ready.isEmpty() ? 0 : Integer.parseInt(ready);
    }

    private List<String> images() {
        return words(
                cluster.get(
                        "get",
                        "pods",
                        "-l",
                        "app=web",
                        "-o",
                        "jsonpath={.items[*].spec.containers[*].image}"));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private String onePod() {
        return podNames().getFirst();
    }

    private String containerOf(String pod) {
        return cluster.get(
                        "get",
                        "pod",
                        pod,
                        "-o",
                        "jsonpath={.status.containerStatuses[0].containerID}")
                .replace("docker://", "");
    }
}
