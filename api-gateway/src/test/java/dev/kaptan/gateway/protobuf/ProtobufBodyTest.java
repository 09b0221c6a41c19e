package dev.kaptan.gateway.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.status.ApiException;

import io.kubernetes.client.proto.IntStr.IntOrString;
import io.kubernetes.client.proto.Meta.DeleteOptions;
import io.kubernetes.client.proto.Meta.LabelSelector;
import io.kubernetes.client.proto.Meta.ObjectMeta;
import io.kubernetes.client.proto.Meta.Time;
import io.kubernetes.client.proto.Resource.Quantity;
import io.kubernetes.client.proto.Runtime.TypeMeta;
import io.kubernetes.client.proto.Runtime.Unknown;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Apps;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

class ProtobufBodyTest {

    private static byte[] body(String apiVersion, String kind, MessageLite object) {
        var unknown =
                Unknown.newBuilder()
                        .setTypeMeta(TypeMeta.newBuilder().setApiVersion(apiVersion).setKind(kind))
                        .setRaw(object.toByteString())
                        .build();
        var out = new ByteArrayOutputStream();
        try {
            out.write(new byte[] {'k', '8', 's', 0});
            unknown.writeTo(out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static JsonNode json(String apiVersion, String kind, MessageLite object) {
        var encoded = body(apiVersion, kind, object);
        return Json.parse(new ProtobufBody(() -> encoded).read());
    }

    @Test
    void readsADeploymentAsKubectlSendsIt() {
        var container =
                V1.Container.newBuilder()
                        .setName("nginx")
                        .setImage("nginx:1.27")
                        .setWorkingDir("")
                        .setStdin(false)
                        .addPorts(V1.ContainerPort.newBuilder().setContainerPort(80).setHostPort(0))
                        .setResources(
                                V1.ResourceRequirements.newBuilder()
                                        .putLimits(
                                                "cpu",
                                                Quantity.newBuilder().setString("100m").build()));
        var object =
                V1Apps.Deployment.newBuilder()
                        .setMetadata(
                                ObjectMeta.newBuilder()
                                        .setName("web")
                                        .setNamespace("")
                                        .setGeneration(0)
                                        .setCreationTimestamp(Time.getDefaultInstance())
                                        .putLabels("app", "web"))
                        .setSpec(
                                V1Apps.DeploymentSpec.newBuilder()
                                        .setReplicas(0)
                                        .setMinReadySeconds(0)
                                        .setPaused(false)
                                        .setSelector(
                                                LabelSelector.newBuilder()
                                                        .putMatchLabels("app", "web"))
                                        .setTemplate(
                                                V1.PodTemplateSpec.newBuilder()
                                                        .setSpec(
                                                                V1.PodSpec.newBuilder()
                                                                        .addContainers(container))))
                        .build();
        assertThat(json("apps/v1", "Deployment", object))
                .isEqualTo(
                        Json.parse(
                                """
                                {"apiVersion":"apps/v1","kind":"Deployment",
                                 "metadata":{"name":"web","labels":{"app":"web"}},
                                 "spec":{"replicas":0,
                                  "selector":{"matchLabels":{"app":"web"}},
                                  "template":{"spec":{"containers":[
                                   {"name":"nginx","image":"nginx:1.27",
                                    "ports":[{"containerPort":80}],
                                    "resources":{"limits":{"cpu":"100m"}}}]}}}}
                                """));
    }

    @Test
    void inlinesWhatGoInlines() {
        var object =
                V1.Pod.newBuilder()
                        .setSpec(
                                V1.PodSpec.newBuilder()
                                        .addVolumes(
                                                V1.Volume.newBuilder()
                                                        .setName("tmp")
                                                        .setVolumeSource(
                                                                V1.VolumeSource.newBuilder()
                                                                        .setEmptyDir(
                                                                                V1
                                                                                        .EmptyDirVolumeSource
                                                                                        .getDefaultInstance()))))
                        .build();
        assertThat(json("v1", "Pod", object).path("spec").path("volumes").path(0))
                .isEqualTo(Json.parse("{\"name\":\"tmp\",\"emptyDir\":{}}"));
    }

    @Test
    void readsSecretsTimesAndPorts() {
        var secret =
                V1.Secret.newBuilder()
                        .putData("key", ByteString.copyFromUtf8("hush"))
                        .setMetadata(
                                ObjectMeta.newBuilder()
                                        .setCreationTimestamp(Time.newBuilder().setSeconds(1)))
                        .build();
        assertThat(Json.bytes(json("v1", "Secret", secret)))
                .asString(StandardCharsets.UTF_8)
                .contains("\"key\":\"aHVzaA==\"")
                .contains("\"creationTimestamp\":\"1970-01-01T00:00:01Z\"");
        var service =
                V1.Service.newBuilder()
                        .setSpec(
                                V1.ServiceSpec.newBuilder()
                                        .addPorts(port(IntOrString.newBuilder().setIntVal(8080)))
                                        .addPorts(
                                                port(
                                                        IntOrString.newBuilder()
                                                                .setType(1)
                                                                .setStrVal("http")))
                                        .addPorts(port(IntOrString.newBuilder().setType(0))))
                        .build();
        var ports = json("v1", "Service", service).path("spec").path("ports");
        assertThat(ports)
                .isEqualTo(
                        Json.parse(
                                "[{\"port\":80,\"targetPort\":8080},"
                                        + "{\"port\":80,\"targetPort\":\"http\"},{\"port\":80}]"));
    }

    private static V1.ServicePort.Builder port(IntOrString.Builder target) {
        return V1.ServicePort.newBuilder().setPort(80).setTargetPort(target);
    }

    @Test
    void findsOptionsInWhateverGroupTheyAreSent() {
        var options = DeleteOptions.newBuilder().setGracePeriodSeconds(0).build();
        assertThat(json("apps/v1", "DeleteOptions", options))
                .isEqualTo(
                        Json.parse(
                                "{\"apiVersion\":\"apps/v1\",\"kind\":\"DeleteOptions\","
                                        + "\"gracePeriodSeconds\":0}"));
    }

    @Test
    void refusesWhatIsNoProtobuf() {
        assertThatThrownBy(() -> new ProtobufBody(() -> new byte[] {'{', '}'}).read())
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(400));
        var cut = body("v1", "Pod", V1.Pod.newBuilder().setMetadata(name()).build());
        assertThatThrownBy(() ->
                        new ProtobufBody(() -> java.util.Arrays.copyOf(cut, cut.length - 3)).read())
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(400));
    }

    private static ObjectMeta name() {
        return ObjectMeta.newBuilder().setName("a-name-of-some-length").build();
    }

    @Test
    void refusesAKindThatHasNoProtobufForm() {
        var encoded = body("example.com/v1", "Widget", V1.Pod.getDefaultInstance());
        assertThatThrownBy(() -> new ProtobufBody(() -> encoded).read())
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(415));
    }
}
