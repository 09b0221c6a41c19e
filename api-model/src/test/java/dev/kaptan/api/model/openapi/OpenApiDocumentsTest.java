package dev.kaptan.api.model.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.api.model.Golden;
import dev.kaptan.api.model.builtin.BuiltInKinds;
import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

class OpenApiDocumentsTest {

    private final OpenApiDocuments documents =
            new OpenApiDocuments(BuiltInKinds.kinds(), "v1.36.0");

    @Test
    void describesASmallGroupAsTheGoldenFileDoes() throws IOException {
        Golden.check(
                "openapi/v3-coordination.json",
                Json.pretty(documents.v3("apis/coordination.k8s.io/v1")));
    }

    @Test
    void everyReferenceHasATarget() {
        assertThat(dangling(documents.v2(), "/definitions/")).isEmpty();
        for (String path : documents.v3Paths()) {
            assertThat(dangling(documents.v3(path), "/components/schemas/")).as(path).isEmpty();
        }
    }

    @Test
    void operationIdsAreUnique() {
        List<String> ids = new ArrayList<>();
        for (JsonNode path : documents.v2().path("paths")) {
            path.forEach(operation -> {
                if (operation.has("operationId")) {
                    ids.add(operation.path("operationId").asString());
                }
            });
        }
        assertThat(ids).doesNotHaveDuplicates().contains("listCoreV1PodForAllNamespaces");
    }

    @Test
    void containersSayHowTheyMerge() {
        JsonNode containers =
                documents.v2().at("/definitions/io.k8s.api.core.v1.PodSpec/properties/containers");
        assertThat(containers.path("x-kubernetes-patch-merge-key").asString()).isEqualTo("name");
        assertThat(containers.path("x-kubernetes-list-type").asString()).isEqualTo("map");
    }

    @Test
    void namesTheKindOfEveryDefinitionThatIsOne() {
        JsonNode kind =
                documents
                        .v2()
                        .at(
                                "/definitions/io.k8s.api.apps.v1.Deployment/x-kubernetes-group-version-kind/0");
        assertThat(kind)
                .hasToString("{\"group\":\"apps\",\"kind\":\"Deployment\",\"version\":\"v1\"}");
    }

    @Test
    void refusesPathsThatNoKindIsServedBelow() {
        assertThatThrownBy(() -> documents.v3("apis/none/v1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> dangling(ObjectNode document, String prefix) {
        var names = new HashSet<String>();
        document.at(prefix.substring(0, prefix.length() - 1)).propertyNames().forEach(names::add);
        assertThat(names).isNotEmpty();
        return document.findValuesAsString("$ref").stream()
                .filter(ref -> !names.contains(ref.substring(1 + prefix.length())))
                .toList();
    }
}
