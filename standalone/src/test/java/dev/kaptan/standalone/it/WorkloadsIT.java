package dev.kaptan.standalone.it;

import static dev.kaptan.standalone.it.TestCluster.eventually;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the kubelet and the controllers do with Pods, on two nodes and real containers. */
@NeedsEngine
class WorkloadsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String READY =
            "jsonpath={.status.conditions[?(@.type==\"Ready\")].status}"
                    + "/{.status.containerStatuses[0].restartCount}";

    @AutoClose private static TestCluster cluster;

    @BeforeAll
    static void start() {
        cluster = TestCluster.on(Store.chosen(), Map.of(), 2);
    }

    @AfterEach
    void removeEverything() {
        cluster.get("delete", "deployments,pods", "--all", "--grace-period=1", "--timeout=90s");
    }

    @Test
    void httpProbesDecideWhenAPodIsReadyAndWhenItsContainerStartsAnew() {
        apply(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: probed}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                    - name: web
                      image: busybox:1.36
                      command: [sh, -c, "mkdir /www; echo y > /www/begun; echo y > /www/alive; httpd -f -p 8080 -h /www"]
                      ports: [{name: http, containerPort: 8080}]
                      startupProbe: {httpGet: {path: /begun, port: http}, periodSeconds: 1, failureThreshold: 60}
                      readinessProbe: {httpGet: {path: /open, port: http}, periodSeconds: 1}
                      livenessProbe: {httpGet: {path: /alive, port: 8080}, periodSeconds: 1, timeoutSeconds: 10}
                """);
        eventually(
                "the readiness probe is heard of",
                PATIENCE,
                () -> events("probed"),
                text ->
                        text.contains(
                                "Readiness probe failed: HTTP probe failed with statuscode: 404"));
        assertThat(cluster.get("get", "pod", "probed", "-o", READY)).isEqualTo("False/0");
        assertThat(started("probed")).isEqualTo("true");

        cluster.get("exec", "probed", "--", "touch", "/www/open");
        awaitState("probed", "True/0");

        cluster.get("exec", "probed", "--", "rm", "/www/alive");
        awaitState("probed", "False/1");
        assertThat(events("probed"))
                .contains("Liveness probe failed: HTTP probe failed with statuscode: 404")
                .contains("Container web failed liveness probe, will be restarted");
    }

    @Test
    void tcpProbesDecideWhenAPodIsReadyAndWhenItsContainerStartsAnew() {
        apply(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: dialled}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                    - name: c
                      image: busybox:1.36
                      command: [sh, -c, "httpd -p 9000 -h /; sleep 3600"]
                      readinessProbe: {tcpSocket: {port: 9000}, periodSeconds: 1}
                      livenessProbe: {tcpSocket: {port: 9000}, periodSeconds: 1, initialDelaySeconds: 2}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: deaf}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                    - name: c
                      image: busybox:1.36
                      command: [sleep, "3600"]
                      startupProbe: {tcpSocket: {port: 9000}, periodSeconds: 1, failureThreshold: 2}
                """);
        awaitState("dialled", "True/0");
        cluster.get("exec", "dialled", "--", "killall", "httpd");
        awaitState("dialled", "True/1");
        assertThat(events("dialled")).contains("Liveness probe failed: dial tcp");

        eventually(
                "a container that never listens is started anew",
                PATIENCE,
                () -> cluster.get("get", "pod", "deaf", "-o", READY),
                state -> state.startsWith("False/") && !state.endsWith("/0"));
        assertThat(events("deaf"))
                .contains("Startup probe failed: dial tcp")
                .contains("Container c failed startup probe, will be restarted");
    }

    @Test
    void recreateNeverRunsTwoVersionsBesideEachOther() {
        apply(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: single}
                spec:
                  replicas: 2
                  strategy: {type: Recreate}
                  selector: {matchLabels: {app: single}}
                  template:
                    metadata: {labels: {app: single}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                        - {name: c, image: "busybox:1.36", command: [sleep, "3600"]}
                """);
        cluster.get("rollout", "status", "deployment/single", "--timeout=120s");
        var old = versions();

        cluster.get("set", "env", "deployment/single", "VERSION=2");
        eventually(
                "the new version has been rolled out",
                PATIENCE,
                () -> {
                    assertThat(versions()).hasSizeLessThan(2);
                    return cluster.get("rollout", "status", "deployment/single", "--watch=false");
                },
                status -> status.contains("successfully rolled out"));
        assertThat(versions()).hasSize(1).isNotEqualTo(old);
    }

    @Test
    void aTaintThatPodsDoNotTolerateDrivesThemToAnotherNode() {
        cluster.get("create", "deployment", "moved", "--image=nginx:1.27", "--replicas=2");
        cluster.get("rollout", "status", "deployment/moved", "--timeout=120s");
        assertThat(nodesOf("app=moved")).containsExactlyInAnyOrder("node-1", "node-2");
        try {
            cluster.get("taint", "node", "node-2", "broken=yes:NoExecute");
            eventually(
                    "both Pods run on the other node",
                    PATIENCE,
                    () -> nodesOf("app=moved"),
                    List.of("node-1", "node-1")::equals);
            cluster.get("rollout", "status", "deployment/moved", "--timeout=120s");
            assertThat(cluster.get("get", "events"))
                    .contains("Marking for deletion Pod default/moved");
        } finally {
            cluster.get("taint", "node", "node-2", "broken-");
        }

        cluster.get("drain", "node-1", "--timeout=90s");
        try {
            cluster.get("rollout", "status", "deployment/moved", "--timeout=120s");
            assertThat(nodesOf("app=moved")).containsExactly("node-2", "node-2");
        } finally {
            cluster.get("uncordon", "node-1");
        }
    }

    @Test
    void everySourceOfAContainersEnvironmentReachesIt() {
        apply(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: source}
                data: {colour: blue, shape: round}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: environment, labels: {tier: back}}
                spec:
                  restartPolicy: Never
                  containers:
                    - name: c
                      image: busybox:1.36
                      command: [sh, -c]
                      args:
                        - |
                          env
                          echo 'argument=$(FIRST) $(UNKNOWN_IS_LEFT_ALONE) $$(FIRST) $(NONE)'
                          echo "namespace=$$(cat /var/run/secrets/kubernetes.io/serviceaccount/namespace)"
                          awk -F . '{print "parts of the token=" NF}' /var/run/secrets/kubernetes.io/serviceaccount/token
                          echo -n finished > /dev/termination-log
                      resources: {requests: {cpu: 50m}, limits: {cpu: 100m, memory: 32Mi}}
                      envFrom: [{configMapRef: {name: source}, prefix: CM_}]
                      env:
                        - {name: UNKNOWN_IS_LEFT_ALONE, value: "$(LATER) stays"}
                        - {name: FIRST, value: one}
                        - {name: SECOND, value: "$(FIRST)-two"}
                        - {name: LATER, value: late}
                        - {name: KEY, valueFrom: {configMapKeyRef: {name: source, key: shape}}}
                        - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
                        - {name: TIER, valueFrom: {fieldRef: {fieldPath: "metadata.labels['tier']"}}}
                        - {name: MEBIBYTES, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}
                """);
        cluster.get(
                "wait",
                "--for=jsonpath={.status.phase}=Succeeded",
                "pod/environment",
                "--timeout=90s");
        assertThat(cluster.get("logs", "environment").lines())
                .contains(
                        "CM_colour=blue",
                        "SECOND=one-two",
                        "UNKNOWN_IS_LEFT_ALONE=$(LATER) stays",
                        "KEY=round",
                        "TIER=back",
                        "MEBIBYTES=32",
                        "NODE=" + field("environment", "{.spec.nodeName}"),
                        "KUBERNETES_SERVICE_HOST=10.96.0.1",
                        "argument=one $(LATER) stays $(FIRST) $(NONE)",
                        "namespace=default",
                        "parts of the token=3");
        var state = "{.status.containerStatuses[0].state.terminated.";
        assertThat(field("environment", state + "reason}" + state + "message}"))
                .isEqualTo("Completedfinished");

        var container = field("environment", "{.status.containerStatuses[0].containerID}");
        assertThat(
                        TestCluster.docker(
                                "inspect",
                                "--format",
                                "{{.HostConfig.Memory}} {{.HostConfig.CpuShares}}"
                                        + " {{.HostConfig.CpuQuota}}",
                                container.replace("docker://", "")))
                .isEqualTo("33554432 51 10000");
    }

    @Test
    void aContainerThatCannotRunSaysWhyInTheKubeletsWords() {
        apply(
                pod("unconfigured", "busybox:1.36", "envFrom: [{configMapRef: {name: none-such}}]")
                        + pod("unpullable", "127.0.0.1:1/none:1", "command: [\"true\"]")
                        + pod("unstartable", "busybox:1.36", "command: [/none/such]")
                        + pod("greedy", "busybox:1.36", "resources: {requests: {cpu: 1k}}")
                        + pod(
                                "hungry",
                                "busybox:1.36",
                                "command: [sh, -c, \"x=a; while true; do x=$x$x; done\"]\n"
                                        + "      resources: {limits: {memory: 16Mi}}"));
        awaitShown("unconfigured", "CreateContainerConfigError");
        awaitShown("unpullable", "ImagePullBackOff");
        awaitShown("unstartable", "RunContainerError", "CrashLoopBackOff");
        awaitShown("hungry", "OOMKilled", "CrashLoopBackOff");
        awaitShown("greedy", "Pending");
        assertThat(events("unconfigured")).contains("Error: configmap \"none-such\" not found");
        assertThat(events("unpullable")).contains("Back-off pulling image");
        assertThat(events("greedy")).contains("0/2 nodes are available: 2 Insufficient cpu.");
        // The engine may announce an end before the kernel's word about memory: a later end tells.
        eventually(
                "an end of the hungry container is put down to memory",
                PATIENCE,
                () -> field("hungry", "{.status.containerStatuses[0]}"),
                status -> status.contains("\"reason\":\"OOMKilled\""));
    }

    @Test
    void deletionGivesAContainerItsGracePeriodAndNoMore() throws Exception {
        apply(
                pod(
                                "polite",
                                "busybox:1.36",
                                "command: [sh, -c, \"trap 'echo bye; exit 0' TERM; echo here; while"
                                        + " true; do sleep 0.1; done\"]")
                        + pod(
                                        "stubborn",
                                        "busybox:1.36",
                                        "command: [sh, -c, \"trap '' TERM; while true; do sleep"
                                                + " 0.1; done\"]")
                                .replace("spec:", "spec:\n  terminationGracePeriodSeconds: 600"));
        cluster.get("wait", "--for=condition=Ready", "pod/polite", "pod/stubborn", "--timeout=90s");
        try (var log = cluster.begin("logs", "-f", "polite")) {
            log.awaitOutput("here", PATIENCE);
            cluster.get("delete", "pod", "polite", "--grace-period=60", "--timeout=50s");
            log.awaitOutput("bye", PATIENCE);
        }
        cluster.get("delete", "pod", "stubborn", "--grace-period=2", "--timeout=90s");
    }

    private static String pod(String name, String image, String more) {
        return """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: %s}
        spec:
          containers:
            - name: c
              image: %s
              %s
        """
                .formatted(name, image, more);
    }

    private static void apply(String yaml) {
        cluster.apply(yaml).orThrow();
    }

    private static String field(String pod, String path) {
        return cluster.get("get", "pod", pod, "-o", "jsonpath=" + path);
    }

    private static String started(String pod) {
        return field(pod, "{.status.containerStatuses[0].started}");
    }

    private static void awaitState(String pod, String state) {
        eventually(
                pod + " is " + state,
                PATIENCE,
                () -> cluster.get("get", "pod", pod, "-o", READY),
                state::equals);
    }

    private static void awaitShown(String pod, String... reasons) {
        eventually(
                pod + " shows one of " + List.of(reasons),
                PATIENCE,
                () -> cluster.get("get", "pod", pod, "--no-headers"),
                line -> Arrays.stream(reasons).anyMatch(line::contains));
    }

    private static String events(String pod) {
        return cluster.get(
                "get", "events", "--field-selector", "involvedObject.name=" + pod, "--no-headers");
    }

    /** The versions of which there are Pods, also such as are being deleted. */
    private static Set<String> versions() {
        var names =
                cluster.get(
                        "get",
                        "pods",
                        "-l",
                        "app=single",
                        "-o",
                        "jsonpath={.items[*].metadata.labels.pod-template-hash}");
        return names.isEmpty() ? Set.of() : new HashSet<>(List.of(names.split(" ")));
    }

    /** Where the Pods run that are not being deleted. */
    private static List<String> nodesOf(String selector) {
        var template =
                "go-template={{range .items}}{{if not .metadata.deletionTimestamp}}"
                        + "{{.spec.nodeName}} {{end}}{{end}}";
        var nodes = cluster.get("get", "pods", "-l", selector, "-o", template);
        return Arrays.stream(nodes.split(" ")).sorted().toList();
    }
}
