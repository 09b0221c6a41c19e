package dev.kaptan.scheduler.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.scheduler.model.HostPort;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.Requirement;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import org.junit.jupiter.api.Test;

import java.util.Set;

class PodReaderTest {

    @Test
    void initContainersTakeTheirMostBesideTheSidecarsBeforeThem() {
        PodInfo pod =
                read(
                        """
                        spec:
                          initContainers:
                          - {name: a, image: i, resources: {requests: {cpu: 1500m}}}
                          - {name: side, image: i, restartPolicy: Always, resources: {requests: {cpu: 200m, memory: 1Gi}}}
                          - {name: b, image: i, resources: {requests: {cpu: "1", memory: 100Mi}}}
                          containers:
                          - {name: c, image: i, resources: {requests: {cpu: 500m, memory: 1Gi}}}
                          - {name: d, image: i, resources: {requests: {cpu: 500m}}}
                          overhead: {cpu: 10m}
                        """);
        assertThat(pod.demand().requests().cpuMillis()).isEqualTo(1500 + 10);
        assertThat(pod.demand().requests().memoryBytes()).isEqualTo(2L << 30);
    }

    @Test
    void containersWithoutRequestsAreScoredWithAnAssumedNeed() {
        PodInfo pod = read("spec: {containers: [{name: c, image: i}]}");
        assertThat(pod.demand().requests().cpuMillis()).isZero();
        assertThat(pod.demand().scoredCpuMillis()).isEqualTo(100);
        assertThat(pod.demand().scoredMemoryBytes()).isEqualTo(200L << 20);
    }

    @Test
    void limitsStandInForMissingRequests() {
        PodInfo pod =
                read(
                        """
                        spec:
                          containers:
                          - {name: c, image: i, resources: {limits: {cpu: "2", example.com/gpu: 1}}}
                        """);
        assertThat(pod.demand().requests().cpuMillis()).isEqualTo(2000);
        assertThat(pod.demand().requests().extended("example.com/gpu")).isEqualTo(1);
    }

    @Test
    void requestsOfThePodReplaceThoseOfItsContainers() {
        PodInfo pod =
                read(
                        """
                        spec:
                          resources: {requests: {cpu: "3"}}
                          containers:
                          - {name: c, image: i, resources: {requests: {cpu: 100m, memory: 1Mi}}}
                        """);
        assertThat(pod.demand().requests().cpuMillis()).isEqualTo(3000);
        assertThat(pod.demand().requests().memoryBytes()).isEqualTo(1L << 20);
    }

    @Test
    void readsWhereAPodMayGo() {
        PodInfo pod =
                read(
                        """
                        spec:
                          nodeSelector: {disk: ssd}
                          tolerations: [{key: team, operator: Exists, effect: NoSchedule}]
                          affinity:
                            nodeAffinity:
                              requiredDuringSchedulingIgnoredDuringExecution:
                                nodeSelectorTerms:
                                - matchExpressions: [{key: cores, operator: Gt, values: ["4"]}]
                                  matchFields: [{key: metadata.name, operator: In, values: [n1]}]
                              preferredDuringSchedulingIgnoredDuringExecution:
                              - weight: 7
                                preference: {matchExpressions: [{key: gpu, operator: DoesNotExist}]}
                          containers:
                          - {name: c, image: i, ports: [{containerPort: 80, hostPort: 8080}]}
                        """);
        assertThat(pod.rules().nodeSelector()).containsEntry("disk", "ssd");
        assertThat(pod.rules().requiredTerms().getFirst().expressions())
                .containsExactly(new Requirement("cores", Requirement.Operator.GT, Set.of("4")));
        assertThat(pod.rules().requiredTerms().getFirst().fields()).hasSize(1);
        assertThat(pod.rules().preferredTerms().getFirst().weight()).isEqualTo(7);
        assertThat(pod.rules().tolerations()).hasSize(1);
        assertThat(pod.demand().hostPorts()).containsExactly(new HostPort("TCP", "", 8080));
    }

    @Test
    void readsHowFarAPodHasCome() {
        PodInfo pod =
                read(
                        """
                        spec:
                          schedulerName: mine
                          priority: 5
                          schedulingGates: [{name: quota}]
                          containers: [{name: c, image: i}]
                        status:
                          phase: Pending
                          conditions: [{type: PodScheduled, status: "False", message: no room}]
                        """);
        assertThat(pod.schedulerName()).isEqualTo("mine");
        assertThat(pod.priority()).isEqualTo(5);
        assertThat(pod.stage().gates()).containsExactly("quota");
        assertThat(pod.stage().unschedulableMessage()).isEqualTo("no room");
        assertThat(pod.stage().nodeName()).isNull();
    }

    private static PodInfo read(String rest) {
        String head =
                """
                apiVersion: v1
                kind: Pod
                metadata: {namespace: default, name: p, uid: u}
                """;
        return PodReader.read(new KubernetesSerialization().unmarshal(head + rest, Pod.class));
    }
}
