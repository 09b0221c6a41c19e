package dev.kaptan.api.model.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.model.Golden;
import dev.kaptan.api.model.Samples;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.Yaml;
import dev.kaptan.api.model.kind.ObjectRules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

class DefaultsTest {

    @Test
    void aPodHasTheDefaultsOfUpstream() throws IOException {
        check(
                "pod",
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: web, namespace: default}
                spec:
                  hostNetwork: true
                  serviceAccount: robot
                  initContainers: [{name: i, image: 'registry:5000/x', restartPolicy: Always}]
                  containers:
                  - name: c
                    image: nginx:1.27
                    ports: [{containerPort: 80}]
                    resources: {limits: {cpu: 1, memory: 1Gi}, requests: {memory: 512Mi}}
                    livenessProbe: {httpGet: {port: 80}}
                    env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
                  volumes: [{name: e}, {name: c, configMap: {name: x}}, {name: p, projected: {sources: [{serviceAccountToken: {path: t}}]}}]
                """);
    }

    @Test
    void aDeploymentHasTheDefaultsOfUpstream() throws IOException {
        check(
                "deployment",
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: default}
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: c, image: nginx}]}
                """);
    }

    @Test
    void aServiceHasTheDefaultsOfUpstream() throws IOException {
        check(
                "service",
                """
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: default}
                spec: {type: LoadBalancer, sessionAffinity: ClientIP, ports: [{port: 80}, {port: 81, targetPort: http, name: b}]}
                """);
    }

    private static void check(String name, String yaml) throws IOException {
        ObjectNode object = Samples.defaulted(yaml);
        Golden.check(
                "defaults/" + name + ".yaml",
                new String(Yaml.bytes(object), StandardCharsets.UTF_8));
        ObjectNode again = object.deepCopy();
        ObjectRules.applyDefaults(Samples.kindOf(object), again);
        assertThat(again).as("defaults are set once").isEqualTo(object);
    }

    @ParameterizedTest
    @CsvSource({
        "nginx,Always",
        "nginx:latest,Always",
        "nginx:1.27,IfNotPresent",
        "registry:5000/nginx,Always",
        "registry:5000/nginx:1,IfNotPresent",
        "nginx@sha256:abc,IfNotPresent",
    })
    void imagesWithoutATagAreAlwaysPulled(String image, String policy) {
        ObjectNode pod =
                Samples.defaulted(
                        "{apiVersion: v1, kind: Pod, spec: {containers: [{name: c, image: '%s'}]}}"
                                .formatted(image));
        assertThat(pod.at("/spec/containers/0/imagePullPolicy").asString()).isEqualTo(policy);
    }

    @Test
    void aTemplateDoesNotGetWhatOnlyPodsGet() {
        ObjectNode deployment =
                Samples.defaulted(
                        "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec:"
                                + " {containers: [{name: c, image: x, resources: {limits: {cpu:"
                                + " 1}}}]}}}}");
        assertThat(deployment.at("/spec/template/spec/enableServiceLinks").isMissingNode())
                .isTrue();
        assertThat(
                        deployment
                                .at("/spec/template/spec/containers/0/resources/requests")
                                .isMissingNode())
                .isTrue();
    }

    @Test
    void aControllerSelectsItsTemplatesLabels() {
        ObjectNode controller =
                Samples.defaulted(
                        "{apiVersion: v1, kind: ReplicationController, spec: {template: {metadata:"
                                + " {labels: {a: b}}, spec: {containers: []}}}}");
        assertThat(controller.at("/spec/selector")).isEqualTo(Samples.tree("a: b"));
        assertThat(controller.at("/spec/replicas").asInt()).isOne();
    }

    @Test
    void secretsTakeTextsAndForgetThem() {
        ObjectNode secret =
                Samples.defaulted(
                        "{apiVersion: v1, kind: Secret, data: {a: b2xk}, stringData: {a: new, b:"
                                + " x}}");
        assertThat(secret.path("data")).isEqualTo(Samples.tree("{a: bmV3, b: eA==}"));
        assertThat(secret.has("stringData")).isFalse();
        assertThat(secret.path("type").asString()).isEqualTo("Opaque");
    }

    @Test
    void namespacesCarryTheirNameAsALabelAndAFinalizer() {
        ObjectNode namespace =
                Samples.defaulted("{apiVersion: v1, kind: Namespace, metadata: {name: prod}}");
        Samples.kindOf(namespace).strategy().prepareForCreate(namespace);
        assertThat(Json.text(namespace, "metadata", "labels", "kubernetes.io/metadata.name"))
                .isEqualTo("prod");
        assertThat(namespace.at("/spec/finalizers/0").asString()).isEqualTo("kubernetes");
        assertThat(namespace.at("/status/phase").asString()).isEqualTo("Active");
    }
}
