package dev.kaptan.api.model.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.model.Samples;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.KindStrategy.Propagation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.node.ObjectNode;

import java.util.Objects;

class LifecycleTest {

    private final Kind deployments = Samples.kind("apps/v1", "Deployment");
    private final Kind pods = Samples.kind("v1", "Pod");

    @Test
    void creationDropsTheStatusAndStartsTheGeneration() {
        ObjectNode object = Samples.tree("{spec: {replicas: 1}, status: {replicas: 7}}");
        deployments.strategy().prepareForCreate(object);
        assertThat(object)
                .isEqualTo(
                        Samples.tree(
                                "{spec: {replicas: 1}, status: {}, metadata: {generation: 1}}"));
    }

    @Test
    void aChangedSpecCountsTheGenerationUp() {
        ObjectNode old =
                Samples.tree(
                        "{metadata: {generation: 4}, spec: {replicas: 1}, status: {replicas: 1}}");
        ObjectNode changed =
                Samples.tree(
                        "{metadata: {generation: 99}, spec: {replicas: 2}, status: {replicas: 9}}");
        deployments.strategy().prepareForUpdate(changed, old);
        assertThat(changed)
                .isEqualTo(
                        Samples.tree(
                                "{metadata: {generation: 5}, spec: {replicas: 2}, status:"
                                        + " {replicas: 1}}"));
    }

    @Test
    void changedLabelsDoNot() {
        ObjectNode old = Samples.tree("{metadata: {generation: 4}, spec: {replicas: 1}}");
        ObjectNode changed = Samples.tree("{metadata: {labels: {a: b}}, spec: {replicas: 1}}");
        deployments.strategy().prepareForUpdate(changed, old);
        assertThat(changed.at("/metadata/generation").asInt()).isEqualTo(4);
    }

    @Test
    void aStatusUpdateChangesNothingElse() {
        ObjectNode old =
                Samples.tree("{metadata: {generation: 4, labels: {a: b}}, spec: {replicas: 1}}");
        ObjectNode changed =
                Samples.tree(
                        "{metadata: {generation: 9, labels: {c: d}}, spec: {replicas: 5}, status:"
                                + " {replicas: 1}}");
        deployments.strategy().prepareForStatusUpdate(changed, old);
        assertThat(changed)
                .isEqualTo(
                        Samples.tree(
                                "{metadata: {generation: 4, labels: {a: b}}, spec: {replicas: 1},"
                                        + " status: {replicas: 1}}"));
    }

    @ParameterizedTest
    @CsvSource({
        "'requests: {cpu: 1}',Burstable",
        "'limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 1000m, memory: 1024Mi}',Guaranteed",
        "'limits: {cpu: 1}, requests: {cpu: 1}',Burstable",
        "'',BestEffort",
        "'limits: {example.com/gpu: 1}',BestEffort",
    })
    void newPodsAreRankedByTheirResources(String resources, String expected) {
        ObjectNode pod =
                Samples.tree(
                        "spec: {containers: [{name: c, resources: {%s}}]}".formatted(resources));
        pods.strategy().prepareForCreate(pod);
        assertThat(pod.at("/status/qosClass").asString()).isEqualTo(expected);
        assertThat(pod.at("/status/phase").asString()).isEqualTo("Pending");
    }

    @Test
    void onlyPodsOnANodeAreDeletedGracefully() {
        ObjectNode bound =
                Samples.tree(
                        "{spec: {nodeName: n, terminationGracePeriodSeconds: 30}, status: {phase:"
                                + " Running}}");
        ObjectNode pending = Samples.tree("spec: {terminationGracePeriodSeconds: 30}");
        ObjectNode ended =
                Samples.tree(
                        "{spec: {nodeName: n, terminationGracePeriodSeconds: 30}, status: {phase:"
                                + " Failed}}");
        assertThat(pods.strategy().gracePeriodSeconds(bound, null)).isEqualTo(30);
        assertThat(pods.strategy().gracePeriodSeconds(bound, 5L)).isEqualTo(5);
        assertThat(pods.strategy().gracePeriodSeconds(bound, -1L)).isEqualTo(1);
        assertThat(pods.strategy().gracePeriodSeconds(pending, null)).isZero();
        assertThat(pods.strategy().gracePeriodSeconds(ended, 60L)).isZero();
        assertThat(deployments.strategy().gracePeriodSeconds(bound, 5L)).isNull();
    }

    @Test
    void controllersLeaveTheirPodsBehindByDefault() {
        assertThat(Samples.kind("v1", "ReplicationController").strategy().defaultPropagation())
                .isEqualTo(Propagation.ORPHAN);
        assertThat(deployments.strategy().defaultPropagation()).isEqualTo(Propagation.BACKGROUND);
    }

    @Test
    void aServiceKeepsWhatWasAllocatedForIt() {
        ObjectNode old =
                Samples.tree(
                        "spec: {type: NodePort, clusterIP: 10.96.0.9, clusterIPs: [10.96.0.9],"
                                + " ports: [{port: 80, protocol: TCP, nodePort: 30001}]}");
        ObjectNode changed =
                Samples.tree(
                        "spec: {type: NodePort, ports: [{port: 80, protocol: TCP}, {port: 81,"
                                + " protocol: TCP}]}");
        Samples.kind("v1", "Service").strategy().prepareForUpdate(changed, old);
        assertThat(changed.at("/spec/clusterIP").asString()).isEqualTo("10.96.0.9");
        assertThat(changed.at("/spec/ports/0/nodePort").asInt()).isEqualTo(30001);
        assertThat(changed.at("/spec/ports/1/nodePort").isMissingNode()).isTrue();
        assertThat(old.at("/spec/ports").size()).isOne();
    }

    @Test
    void eventsOfBothGroupsAreOneObject() {
        var form =
                Objects.requireNonNull(
                        Samples.kind("events.k8s.io/v1", "Event").strategy().storedForm());
        ObjectNode served =
                Samples.tree(
                        "{apiVersion: events.k8s.io/v1, kind: Event, regarding: {kind: Pod, name:"
                                + " x}, note: hi, reportingController: c, reportingInstance: i,"
                                + " deprecatedCount: 2, eventTime: '2026-01-01T00:00:00.000000Z'}");
        ObjectNode stored = form.toStored(served);
        assertThat(stored.path("involvedObject").path("name").asString()).isEqualTo("x");
        assertThat(stored.path("message").asString()).isEqualTo("hi");
        assertThat(stored.path("apiVersion").asString()).isEqualTo("v1");
        assertThat(form.fromStored(stored)).isEqualTo(served);
    }
}
