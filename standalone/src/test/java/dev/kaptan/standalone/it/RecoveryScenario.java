package dev.kaptan.standalone.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What must survive crashes: everything acknowledged, and every running container. */
abstract class RecoveryScenario extends Scenario {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String CONTAINER =
            "jsonpath={.status.containerStatuses[0].containerID}"
                    + " {.status.containerStatuses[0].restartCount}";

    RecoveryScenario(Store store) {
        super(store);
    }

    @Test
    void runningContainersAreAdoptedAfterTheWholeClusterWasKilled() {
        cluster.get("run", "survivor", "--image=busybox:1.36", "--", "sleep", "3600");
        cluster.get("wait", "--for=condition=Ready", "pod/survivor", "--timeout=60s");
        cluster.get("create", "configmap", "written", "--from-literal=just=before");
        var before = cluster.get("get", "pod", "survivor", "-o", CONTAINER);

        cluster.killHard();
        cluster.start();

        assertThat(cluster.get("get", "configmap", "written", "-o", "jsonpath={.data.just}"))
                .isEqualTo("before");
        cluster.get("wait", "--for=condition=Ready", "pod/survivor", "--timeout=60s");
        assertThat(cluster.get("get", "pod", "survivor", "-o", CONTAINER)).isEqualTo(before);
        cluster.get("delete", "pod", "survivor", "--grace-period=1");
    }

    @Test
    void aCrashingContainerBacksOff() {
        cluster.get("run", "crasher", "--image=busybox:1.36", "--", "sh", "-c", "exit 3");
        TestCluster.eventually(
                "the back-off shows",
                MINUTE,
                () -> cluster.get("get", "pod", "crasher"),
                text -> text.contains("CrashLoopBackOff"));
        assertThat(
                        cluster.get(
                                "get",
                                "pod",
                                "crasher",
                                "-o",
                                "jsonpath={.status.containerStatuses[0].lastState.terminated.exitCode}"))
                .isEqualTo("3");
        cluster.get("delete", "pod", "crasher", "--grace-period=0", "--force");
    }

    @Test
    void aSecondUpSaysThatItRunsAlready() {
        assertThat(cluster.launcher("up").orThrow()).contains("runs already");
        assertThat(cluster.launcher("status").orThrow()).contains("Kaptan runs", "Ready");
    }

    @Test
    void etcdctlReadsTheStoreOverMutualTls() {
        assertThat(cluster.etcdctl("get", "/registry/namespaces/default", "--keys-only").orThrow())
                .contains("/registry/namespaces/default");
        assertThat(cluster.etcdctl("endpoint", "status").orThrow()).contains("https://127.0.0.1");
    }

    @Test
    void aMissingImageIsReportedAsUsersKnowIt() {
        cluster.get("run", "imageless", "--image=busybox:none-such", "--image-pull-policy=Never");
        TestCluster.eventually(
                "the reason shows",
                MINUTE,
                () -> cluster.get("get", "pod", "imageless"),
                text -> text.contains("ErrImageNeverPull"));
        cluster.get("delete", "pod", "imageless", "--grace-period=0", "--force");
    }
}
