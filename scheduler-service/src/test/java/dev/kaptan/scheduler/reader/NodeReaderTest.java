package dev.kaptan.scheduler.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.scheduler.model.NodeDescription;
import dev.kaptan.scheduler.model.NodeDescription.Readiness;
import dev.kaptan.scheduler.model.Taint;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import org.junit.jupiter.api.Test;

class NodeReaderTest {

    @Test
    void readsANode() {
        NodeDescription node =
                read(
                        """
                        metadata: {name: n, labels: {topology.kubernetes.io/zone: east}}
                        spec:
                          unschedulable: true
                          taints: [{key: k, effect: NoSchedule}]
                        status:
                          capacity: {cpu: "8"}
                          allocatable: {cpu: 3500m, memory: 2Gi, pods: "110", example.com/gpu: "2"}
                          conditions: [{type: Ready, status: "False"}]
                          images: [{names: [a:1, b:1], sizeBytes: 5}]
                        """);
        assertThat(node.zone()).isEqualTo("east");
        assertThat(node.unschedulable()).isTrue();
        assertThat(node.taints()).containsExactly(new Taint("k", "", Taint.NO_SCHEDULE));
        assertThat(node.allocatable().cpuMillis()).isEqualTo(3500);
        assertThat(node.allocatable().extended("example.com/gpu")).isEqualTo(2);
        assertThat(node.maxPods()).isEqualTo(110);
        assertThat(node.readiness()).isEqualTo(Readiness.NOT_READY);
        assertThat(node.images()).containsOnlyKeys("a:1", "b:1");
    }

    @Test
    void capacityStandsInForMissingAllocatable() {
        NodeDescription node =
                read(
                        """
                        metadata: {name: n}
                        status: {capacity: {cpu: "8", pods: "10"}}
                        """);
        assertThat(node.allocatable().cpuMillis()).isEqualTo(8000);
        assertThat(node.maxPods()).isEqualTo(10);
    }

    @Test
    void aNodeThatHasReportedNothingTakesNothing() {
        NodeDescription node = read("metadata: {name: n}");
        assertThat(node.maxPods()).isZero();
        assertThat(node.readiness()).isEqualTo(Readiness.READY);
    }

    private static NodeDescription read(String rest) {
        String head = "apiVersion: v1\nkind: Node\n";
        return NodeReader.read(new KubernetesSerialization().unmarshal(head + rest, Node.class));
    }
}
