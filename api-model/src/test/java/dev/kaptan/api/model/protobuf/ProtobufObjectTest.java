package dev.kaptan.api.model.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.MalformedException;

import io.kubernetes.client.proto.IntStr;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.Resource;
import io.kubernetes.client.proto.Runtime;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Apps;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

import java.util.Arrays;

class ProtobufObjectTest {

    @Test
    void readsADeploymentAsKubectlCreatesIt() {
        var container =
                V1.Container.newBuilder()
                        .setName("nginx")
                        .setImage("nginx:1.27")
                        .setStdin(false)
                        .setResources(
                                V1.ResourceRequirements.newBuilder()
                                        .putLimits(
                                                "cpu",
                                                Resource.Quantity.newBuilder()
                                                        .setString("500m")
                                                        .build()))
                        .addPorts(V1.ContainerPort.newBuilder().setName("").setContainerPort(80));
        var deployment =
                V1Apps.Deployment.newBuilder()
                        .setMetadata(
                                Meta.ObjectMeta.newBuilder()
                                        .setName("web")
                                        .setNamespace("")
                                        .setCreationTimestamp(Meta.Time.getDefaultInstance())
                                        .putLabels("app", "web"))
                        .setSpec(
                                V1Apps.DeploymentSpec.newBuilder()
                                        .setReplicas(0)
                                        .setMinReadySeconds(0)
                                        .setStrategy(
                                                V1Apps.DeploymentStrategy.newBuilder()
                                                        .setRollingUpdate(
                                                                V1Apps.RollingUpdateDeployment
                                                                        .newBuilder()
                                                                        .setMaxSurge(
                                                                                IntStr.IntOrString
                                                                                        .newBuilder()
                                                                                        .setType(1)
                                                                                        .setStrVal(
                                                                                                "25%"))
                                                                        .setMaxUnavailable(
                                                                                IntStr.IntOrString
                                                                                        .newBuilder()
                                                                                        .setType(0)
                                                                                        .setIntVal(
                                                                                                0))))
                                        .setTemplate(
                                                V1.PodTemplateSpec.newBuilder()
                                                        .setSpec(
                                                                V1.PodSpec.newBuilder()
                                                                        .setHostNetwork(false)
                                                                        .addContainers(
                                                                                container))));

        assertThat(
                        read(
                                "io.k8s.api.apps.v1.Deployment",
                                "apps/v1",
                                "Deployment",
                                deployment.build().toByteString()))
                .isEqualTo(
                        json(
                                """
                                {"apiVersion": "apps/v1", "kind": "Deployment",
                                 "metadata": {"name": "web", "labels": {"app": "web"}},
                                 "spec": {"replicas": 0,
                                          "template": {"spec": {"containers": [
                                              {"name": "nginx", "image": "nginx:1.27",
                                               "ports": [{"containerPort": 80}],
                                               "resources": {"limits": {"cpu": "500m"}}}]}},
                                          "strategy": {"rollingUpdate": {"maxUnavailable": 0, "maxSurge": "25%"}}}}
                                """));
    }

    @Test
    void fieldsThatGoInlinesStandInTheOuterObject() {
        var pod =
                V1.Pod.newBuilder()
                        .setSpec(
                                V1.PodSpec.newBuilder()
                                        .addVolumes(
                                                V1.Volume.newBuilder()
                                                        .setName("settings")
                                                        .setVolumeSource(
                                                                V1.VolumeSource.newBuilder()
                                                                        .setConfigMap(
                                                                                V1
                                                                                        .ConfigMapVolumeSource
                                                                                        .newBuilder()
                                                                                        .setLocalObjectReference(
                                                                                                V1
                                                                                                        .LocalObjectReference
                                                                                                        .newBuilder()
                                                                                                        .setName(
                                                                                                                "cm"))
                                                                                        .setOptional(
                                                                                                false))))
                                        .addContainers(
                                                V1.Container.newBuilder()
                                                        .setName("c")
                                                        .setLivenessProbe(
                                                                V1.Probe.newBuilder()
                                                                        .setHandler(
                                                                                V1.ProbeHandler
                                                                                        .newBuilder()
                                                                                        .setTcpSocket(
                                                                                                V1
                                                                                                        .TCPSocketAction
                                                                                                        .newBuilder()
                                                                                                        .setPort(
                                                                                                                IntStr
                                                                                                                        .IntOrString
                                                                                                                        .newBuilder()
                                                                                                                        .setIntVal(
                                                                                                                                80))))
                                                                        .setPeriodSeconds(5))));

        assertThat(
                        read("io.k8s.api.core.v1.Pod", "v1", "Pod", pod.build().toByteString())
                                .get("spec"))
                .isEqualTo(
                        json(
                                """
                                {"volumes": [{"name": "settings", "configMap": {"name": "cm", "optional": false}}],
                                 "containers": [{"name": "c", "livenessProbe": {"tcpSocket": {"port": 80}, "periodSeconds": 5}}]}
                                """));
    }

    @Test
    void bytesAreBase64AndTimesAreText() {
        var secret =
                V1.Secret.newBuilder()
                        .setMetadata(
                                Meta.ObjectMeta.newBuilder()
                                        .setCreationTimestamp(
                                                Meta.Time.newBuilder().setSeconds(1_767_225_600)))
                        .putData("key", ByteString.copyFromUtf8("value"))
                        .putData("empty", ByteString.EMPTY);

        var read = read("io.k8s.api.core.v1.Secret", "v1", "Secret", secret.build().toByteString());

        assertThat(read.get("data")).isEqualTo(json("{\"key\": \"dmFsdWU=\", \"empty\": \"\"}"));
        assertThat(read.get("metadata").get("creationTimestamp").asString())
                .isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void everyTruncationIsRefusedOrReadAndNeverFailsOtherwise() {
        var body =
                envelope(
                        "v1",
                        "Namespace",
                        V1.Namespace.newBuilder()
                                .setMetadata(
                                        Meta.ObjectMeta.newBuilder()
                                                .setName("somewhere")
                                                .putLabels("a", "b"))
                                .build()
                                .toByteString());

        for (int length = 0; length < body.length; length++) {
            var cut = Arrays.copyOf(body, length);
            try {
                ProtobufObject.read("io.k8s.api.core.v1.Namespace", cut);
            } catch (MalformedException e) {
                assertThat(e).hasMessageNotContaining("Exception");
            }
        }
    }

    @Test
    void jsonUnderTheNameOfProtobufIsRefused() {
        assertThatThrownBy(() -> ProtobufObject.read("io.k8s.api.core.v1.Pod", "{}".getBytes()))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("expected prefix [107 56 115 0]");
    }

    private static ObjectNode read(
            String definition, String apiVersion, String kind, ByteString raw) {
        return ProtobufObject.read(definition, envelope(apiVersion, kind, raw));
    }

    private static byte[] envelope(String apiVersion, String kind, ByteString raw) {
        var unknown =
                Runtime.Unknown.newBuilder()
                        .setTypeMeta(
                                Runtime.TypeMeta.newBuilder()
                                        .setApiVersion(apiVersion)
                                        .setKind(kind))
                        .setRaw(raw)
                        .build();
        return ByteString.copyFrom(new byte[] {'k', '8', 's', 0})
                .concat(unknown.toByteString())
                .toByteArray();
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.parse(text.getBytes());
    }
}
