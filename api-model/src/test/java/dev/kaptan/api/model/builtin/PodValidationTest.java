package dev.kaptan.api.model.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.model.Samples;
import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.node.ObjectNode;

class PodValidationTest {

    private static ObjectNode pod(String spec) {
        return Samples.defaulted(
                "{apiVersion: v1, kind: Pod, metadata: {name: x, namespace: default}, spec: {%s}}"
                        .formatted(spec));
    }

    @Test
    void takesAnOrdinaryPod() {
        assertThat(Samples.objections(pod("containers: [{name: c, image: nginx}]"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "containers: []|spec.containers: Required value",
                "containers: [{image: x}]|spec.containers[0].name: Required value",
                "containers: [{name: c}]|spec.containers[0].image: Required value",
                "containers: [{name: A_b, image: x}]|spec.containers[0].name: Invalid value:"
                        + " \"A_b\": a lowercase RFC 1123 label must consist of",
                "containers: [{name: c, image: x}, {name: c, image: y}]|spec.containers[1].name:"
                        + " Duplicate value: \"c\"",
                "containers: [{name: c, image: x, ports: [{containerPort:"
                    + " 70000}]}]|spec.containers[0].ports[0].containerPort: Invalid value: 70000:"
                    + " must be between 1 and 65535, inclusive",
                "containers: [{name: c, image: x, ports: [{containerPort: 80, name: a},"
                    + " {containerPort: 81, name: a}]}]|spec.containers[0].ports[1].name: Duplicate"
                    + " value: \"a\"",
                "containers: [{name: c, image: x, env: [{value:"
                        + " a}]}]|spec.containers[0].env[0].name: Required value",
                "containers: [{name: c, image: x, env: [{name: A, value: b, valueFrom: {fieldRef:"
                        + " {fieldPath: metadata.name}}}]}]|spec.containers[0].env[0].valueFrom:"
                        + " Invalid value: \"\": may not be specified when `value` is not empty",
                "containers: [{name: c, image: x, env: [{name: A, valueFrom: {fieldRef: {fieldPath:"
                        + " spec.foo}}}]}]|spec.containers[0].env[0].valueFrom.fieldRef.fieldPath:"
                        + " Unsupported value: \"spec.foo\"",
                "containers: [{name: c, image: x, resources: {requests: {cpu: 2}, limits: {cpu:"
                    + " 1}}}]|spec.containers[0].resources.requests: Invalid value: \"2\": must be"
                    + " less than or equal to cpu limit of 1",
                "containers: [{name: c, image: x, resources: {limits: {cpu:"
                        + " -1}}}]|spec.containers[0].resources.limits[cpu]: Invalid value: \"-1\":"
                        + " must be greater than or equal to 0",
                "containers: [{name: c, image: x, volumeMounts: [{name: v, mountPath:"
                        + " /a}]}]|spec.containers[0].volumeMounts[0].name: Not found: \"v\"",
                "volumes: [{name: v, emptyDir: {}, hostPath: {path: /x}}], containers: [{name: c,"
                    + " image: x}]|spec.volumes[0].hostPath: Forbidden: may not specify more than 1"
                    + " volume type",
                "volumes: [{name: v, hostPath: {path: /x/../y}}], containers: [{name: c, image:"
                        + " x}]|spec.volumes[0].hostPath.path: Invalid value: \"/x/../y\": must not"
                        + " contain '..'",
                "restartPolicy: Sometimes, containers: [{name: c, image: x}]|spec.restartPolicy:"
                    + " Unsupported value: \"Sometimes\": supported values: \"Always\", \"Never\","
                    + " \"OnFailure\"",
                "containers: [{name: c, image: x, livenessProbe:"
                        + " {}}]|spec.containers[0].livenessProbe: Required value: must specify a"
                        + " handler type",
                "containers: [{name: c, image: x, livenessProbe: {exec: {command: [a]},"
                    + " successThreshold: 2}}]|spec.containers[0].livenessProbe.successThreshold:"
                    + " Invalid value: 2: must be 1",
                "initContainers: [{name: i, image: x, readinessProbe: {exec: {command: [a]}}}],"
                    + " containers: [{name: c, image: x}]|spec.initContainers[0].readinessProbe:"
                    + " Forbidden: may not be set for init containers without restartPolicy=Always",
                "activeDeadlineSeconds: 0, containers: [{name: c, image:"
                        + " x}]|spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and"
                        + " 2147483647, inclusive",
                "tolerations: [{operator: Equal, value: a}], containers: [{name: c, image:"
                    + " x}]|spec.tolerations[0].operator: Invalid value: \"Equal\": operator must"
                    + " be Exists when `key` is empty",
                "nodeSelector: {a: 'b c'}, containers: [{name: c, image: x}]|spec.nodeSelector:"
                        + " Invalid value: \"b c\": a valid label must be an empty string",
            })
    void refusesWhatUpstreamRefuses(String spec, String objection) {
        assertThat(Samples.objections(pod(spec))).contains(objection);
    }

    @Test
    void namesAndLabelsFollowTheRules() {
        ObjectNode pod =
                Samples.defaulted(
                        "{apiVersion: v1, kind: Pod, metadata: {name: Web, namespace: default,"
                            + " labels: {a b: c}, annotations: {'/x': y}, finalizers: [mine],"
                            + " ownerReferences: [{kind: A}]}, spec: {containers: [{name: c, image:"
                            + " x}]}}");
        assertThat(Samples.objections(pod))
                .contains("metadata.name: Invalid value: \"Web\"")
                .contains("metadata.labels: Invalid value: \"a b\"")
                .contains(
                        "metadata.annotations: Invalid value: \"/x\": prefix part must be"
                                + " non-empty")
                .contains(
                        "metadata.finalizers: Invalid value: \"mine\": name is neither a standard"
                                + " finalizer name nor is it fully qualified")
                .contains("metadata.ownerReferences.uid: Invalid value: \"\": must not be empty");
    }

    @Test
    void anUpdateMayChangeImagesOnly() {
        ObjectNode old =
                pod(
                        "nodeName: n, containers: [{name: c, image: x}], tolerations: [{key: a,"
                                + " operator: Exists}]");
        ObjectNode image = old.deepCopy();
        Json.objectsAt(image, "spec", "containers").getFirst().put("image", "y");
        assertThat(Samples.objections(image, old)).isEmpty();

        ObjectNode moved = old.deepCopy();
        Json.ensureObject(moved, "spec").put("nodeName", "m");
        assertThat(Samples.objections(moved, old))
                .startsWith(
                        "spec: Forbidden: pod updates may not change fields other than"
                                + " `spec.containers[*].image`,")
                .contains("changed: nodeName");

        ObjectNode more = old.deepCopy();
        more.withArray("/spec/containers").addObject().put("name", "d").put("image", "z");
        assertThat(Samples.objections(more, old))
                .contains(
                        "spec.containers: Forbidden: pod updates may not add or remove containers");

        ObjectNode intolerant = old.deepCopy();
        Json.ensureObject(intolerant, "spec").remove("tolerations");
        assertThat(Samples.objections(intolerant, old))
                .contains("existing toleration can not be modified except its tolerationSeconds");
    }

    @Test
    void anEndedContainerStaysEnded() {
        ObjectNode old = pod("restartPolicy: Never, containers: [{name: c, image: x}]");
        old.set(
                "status",
                Samples.tree("containerStatuses: [{name: c, state: {terminated: {exitCode: 1}}}]"));
        ObjectNode now = old.deepCopy();
        now.set("status", Samples.tree("containerStatuses: [{name: c, state: {running: {}}}]"));
        assertThat(Samples.kindOf(now).strategy().validateStatusUpdate(now, old).toString())
                .contains("may not be transitioned to non-terminated state");
    }

    @Test
    void warnsOfWhatWorksInSurprisingWays() {
        ObjectNode pod =
                pod(
                        "nodeSelector: {beta.kubernetes.io/os: linux}, containers: [{name: c,"
                            + " image: x, env: [{name: A}, {name: A}], ports: [{containerPort: 80},"
                            + " {containerPort: 80}], resources: {limits: {memory: 100m}}}]");
        assertThat(Samples.kindOf(pod).strategy().warnings(pod, null))
                .containsExactly(
                        "spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use"
                                + " \"kubernetes.io/os\" instead",
                        "spec.containers[0].env[1]: hides previous definition of \"A\", which may"
                                + " be dropped when using apply",
                        "spec.containers[0].ports[1]: duplicate port definition with"
                                + " spec.containers[0].ports[0]",
                        "spec.containers[0].resources.limits[memory]: fractional byte value"
                                + " \"100m\" is invalid, must be an integer",
                        "spec.containers[0].resources.requests[memory]: fractional byte value"
                                + " \"100m\" is invalid, must be an integer");
        assertThat(Samples.objections(pod)).isEmpty();
    }

    @Test
    void aClientThatDropsWhatIsEmptyChangesNothing() {
        ObjectNode old =
                pod(
                        "nodeSelector: {}, tolerations: [], containers: [{name: c, image: x, args:"
                                + " []}]");
        ObjectNode written = pod("containers: [{name: c, image: x}]");
        assertThat(Samples.objections(written, old)).isEmpty();
        old.withObject("/metadata").put("generation", 3);
        Samples.kindOf(written).strategy().prepareForUpdate(written, old);
        assertThat(written.at("/metadata/generation").asInt()).isEqualTo(3);
    }
}
