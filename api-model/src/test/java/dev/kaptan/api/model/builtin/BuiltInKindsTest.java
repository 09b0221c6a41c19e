package dev.kaptan.api.model.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.model.Samples;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.Kinds;
import dev.kaptan.api.model.schema.Schema;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.Set;

class BuiltInKindsTest {

    private final Kinds kinds = BuiltInKinds.kinds();

    @Test
    void groupsComeInUpstreamsOrder() {
        assertThat(kinds.groups())
                .startsWith("", "apps", "events.k8s.io")
                .endsWith("discovery.k8s.io");
        assertThat(kinds.versions("apps")).containsExactly("v1");
    }

    @Test
    void findsKindsByResourceAndByBody() {
        assertThat(kinds.byResource("apps", "v1", "deployments"))
                .isSameAs(kinds.byApiVersion("apps/v1", "Deployment"));
        assertThat(kinds.byResource("", "v1", "unicorns")).isNull();
        assertThat(kinds.byApiVersion("v1", "DeleteOptions")).isNotNull();
    }

    @Test
    void everyWholeSchemaCanBeRead() {
        for (Kind kind : kinds.all()) {
            walk(kind.schema(), new HashSet<>());
        }
    }

    private static void walk(Schema schema, Set<String> seen) {
        if (!schema.definition().isEmpty() && !seen.add(schema.definition())) {
            return;
        }
        schema.properties().values().forEach(property -> walk(property, seen));
        if (schema.items() != null) {
            walk(schema.items(), seen);
        }
        if (schema.additionalProperties() != null) {
            walk(schema.additionalProperties(), seen);
        }
    }

    @Test
    void aKindIsOnlyADeclaration() {
        ObjectNode old =
                Samples.defaulted(
                        "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name:"
                                + " high}, value: 1000}");
        assertThat(old.path("preemptionPolicy").asString()).isEqualTo("PreemptLowerPriority");
        assertThat(Samples.objections(old)).isEmpty();
        ObjectNode changed = old.deepCopy().put("value", 5);
        assertThat(Samples.objections(changed, old))
                .isEqualTo("value: Invalid value: 5: field is immutable");
    }
}
