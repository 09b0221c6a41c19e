package dev.kaptan.api.model.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.api.model.Samples;
import dev.kaptan.api.model.builtin.Definitions;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.schema.Schema;
import dev.kaptan.api.model.status.ApiException;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

class StrategicMergePatchTest {

    private static final Schema POD_SPEC = Definitions.schema("io.k8s.api.core.v1.PodSpec");
    private static final Schema META =
            Definitions.schema("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
    private static final Schema DEPLOYMENT_SPEC =
            Definitions.schema("io.k8s.api.apps.v1.DeploymentSpec");

    @Test
    void mergesContainersByName() {
        assertMerge(
                POD_SPEC,
                "containers: [{name: a, image: a:1, env: [{name: X, value: '1'}]}, {name: b, image:"
                        + " b:1}]",
                "containers: [{name: a, image: a:2, env: [{name: Y, value: '2'}]}, {name: c, image:"
                        + " c:1}]",
                "containers: [{name: a, image: a:2, env: [{name: X, value: '1'}, {name: Y, value:"
                        + " '2'}]}, {name: b, image: b:1}, {name: c, image: c:1}]");
    }

    @Test
    void deletesAnElementThatThePatchNames() {
        assertMerge(
                POD_SPEC,
                "containers: [{name: a, image: x}, {name: b, image: y}]",
                "containers: [{name: a, $patch: delete}]",
                "containers: [{name: b, image: y}]");
    }

    @Test
    void replacesAListOrAMapWhereThePatchSaysSo() {
        assertMerge(
                POD_SPEC,
                "containers: [{name: a, image: x}, {name: b, image: y}]",
                "containers: [{$patch: replace}, {name: c, image: z}]",
                "containers: [{name: c, image: z}]");
        assertMerge(
                POD_SPEC,
                "nodeSelector: {a: '1', b: '2'}",
                "nodeSelector: {$patch: replace, c: '3'}",
                "nodeSelector: {c: '3'}");
        assertMerge(POD_SPEC, "nodeSelector: {a: '1'}", "nodeSelector: {$patch: delete}", "{}");
    }

    @Test
    void replacesListsWithoutAMergeStrategy() {
        assertMerge(
                POD_SPEC,
                "tolerations: [{key: a, operator: Exists}]",
                "tolerations: [{key: b, operator: Exists}]",
                "tolerations: [{key: b, operator: Exists}]");
    }

    @Test
    void ordersElementsAsKubectlApplyAsks() {
        assertMerge(
                POD_SPEC,
                "containers: [{name: server, image: s}, {name: a, image: x}, {name: b, image: y}]",
                "{$setElementOrder/containers: [{name: b}, {name: new}, {name: a}], containers:"
                        + " [{name: new, image: n}]}",
                "containers: [{name: server, image: s}, {name: b, image: y}, {name: new, image: n},"
                        + " {name: a, image: x}]");
    }

    @Test
    void ordersAListThatThePatchDoesNotChange() {
        assertMerge(
                POD_SPEC,
                "containers: [{name: a, image: x}, {name: b, image: y}]",
                "$setElementOrder/containers: [{name: b}, {name: a}]",
                "containers: [{name: b, image: y}, {name: a, image: x}]");
    }

    @Test
    void mergesAndDeletesPrimitives() {
        assertMerge(
                META,
                "finalizers: [a/x, b/y, c/z]",
                "{$deleteFromPrimitiveList/finalizers: [b/y], finalizers: [d/w, a/x]}",
                "finalizers: [a/x, c/z, d/w]");
        assertMerge(
                META,
                "finalizers: [a/x, b/y]",
                "$deleteFromPrimitiveList/finalizers: [b/y]",
                "finalizers: [a/x]");
        assertMerge(
                META,
                "finalizers: [a/x, b/y]",
                "{$setElementOrder/finalizers: [c/z, b/y, a/x], finalizers: [c/z]}",
                "finalizers: [c/z, b/y, a/x]");
    }

    @Test
    void retainsOnlyTheKeysNamed() {
        assertMerge(
                DEPLOYMENT_SPEC,
                "strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}",
                "strategy: {$retainKeys: [type], type: Recreate}",
                "strategy: {type: Recreate}");
        assertMerge(
                POD_SPEC,
                "volumes: [{name: v, emptyDir: {}}]",
                "volumes: [{name: v, $retainKeys: [name, hostPath], hostPath: {path: /x}}]",
                "volumes: [{name: v, hostPath: {path: /x}}]");
    }

    @Test
    void nullRemovesAField() {
        assertMerge(POD_SPEC, "{hostname: a, subdomain: b}", "hostname: null", "subdomain: b");
        assertMerge(
                POD_SPEC,
                "containers: [{name: a, image: x, command: [y]}]",
                "containers: [{name: a, command: null}]",
                "containers: [{name: a, image: x}]");
    }

    @Test
    void portsMergeByContainerPort() {
        assertMerge(
                POD_SPEC,
                "containers: [{name: a, ports: [{containerPort: 80, protocol: TCP}]}]",
                "containers: [{name: a, ports: [{containerPort: 80, name: http}, {containerPort:"
                        + " 81}]}]",
                "containers: [{name: a, ports: [{containerPort: 80, protocol: TCP, name: http},"
                        + " {containerPort: 81}]}]");
    }

    @Test
    void refusesElementsWithoutTheirKey() {
        assertThatThrownBy(() -> merge(POD_SPEC, "{}", "containers: [{image: x}]"))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("does not contain declared merge key: name");
    }

    @Test
    void refusesDirectivesItDoesNotKnow() {
        assertThatThrownBy(() -> merge(POD_SPEC, "{}", "{$patch: rename}"))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("unknown patch type");
    }

    @RepeatedTest(300)
    void mergingTwiceIsMergingOnce(RepetitionInfo info) {
        var trees = new RandomTrees(info.getCurrentRepetition());
        ObjectNode document = trees.podSpec();
        ObjectNode patch = trees.podSpec();
        ObjectNode before = document.deepCopy();
        ObjectNode asked = patch.deepCopy();
        ObjectNode once = StrategicMergePatch.apply(document, patch, POD_SPEC);
        assertThat(StrategicMergePatch.apply(once, patch, POD_SPEC))
                .as("seed %d", info.getCurrentRepetition())
                .isEqualTo(once);
        assertThat(document).isEqualTo(before);
        assertThat(patch).isEqualTo(asked);
    }

    @RepeatedTest(300)
    void everyElementOfBothSidesIsInTheResultOnce(RepetitionInfo info) {
        var trees = new RandomTrees(info.getCurrentRepetition());
        ObjectNode document = trees.podSpec();
        ObjectNode patch = trees.podSpec();
        ObjectNode merged = StrategicMergePatch.apply(document, patch, POD_SPEC);
        var names =
                Json.objectsAt(merged, "containers").stream()
                        .map(each -> each.path("name").asString())
                        .toList();
        assertThat(names).as("seed %d", info.getCurrentRepetition()).doesNotHaveDuplicates();
        for (ObjectNode side : new ObjectNode[] {document, patch}) {
            Json.objectsAt(side, "containers")
                    .forEach(each -> assertThat(names).contains(each.path("name").asString()));
        }
    }

    private static ObjectNode merge(Schema schema, String document, String patch) {
        return StrategicMergePatch.apply(Samples.tree(document), Samples.tree(patch), schema);
    }

    private static void assertMerge(Schema schema, String document, String patch, String expected) {
        assertThat(merge(schema, document, patch)).isEqualTo(Samples.tree(expected));
    }
}
