package dev.kaptan.api.model.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.api.model.Samples;
import dev.kaptan.api.model.kind.Kind;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

class FieldSelectorTest {

    private final Kind pods = Samples.kind("v1", "Pod");
    private final ObjectNode pod =
            Samples.tree(
                    "{metadata: {name: a, namespace: n}, spec: {nodeName: x}, status: {phase:"
                            + " Running}}");

    @Test
    void selectsByDeclaredFields() {
        assertThat(matches("spec.nodeName=x,status.phase!=Failed")).isTrue();
        assertThat(matches("spec.nodeName==y")).isFalse();
        assertThat(matches("spec.nodeName!=x")).isFalse();
        assertThat(matches("status.nominatedNodeName=")).isTrue();
        assertThat(matches("spec.hostNetwork=false")).isTrue();
        assertThat(matches("")).isTrue();
    }

    @Test
    void takesEscapedCharactersAsTheyAre() {
        assertThat(
                        FieldSelector.parse("metadata.name=a\\,b\\=c", pods)
                                .requirements()
                                .getFirst()
                                .value())
                .isEqualTo("a,b=c");
    }

    @Test
    void refusesFieldsThatTheKindDoesNotHave() {
        assertThatThrownBy(() -> FieldSelector.parse("spec.foo=x", pods))
                .hasMessage("field label not supported: spec.foo");
        assertThatThrownBy(() -> FieldSelector.parse("spec.foo=x", Samples.kind("v1", "ConfigMap")))
                .hasMessage(
                        "\"spec.foo\" is not a known field selector: only \"metadata.name\","
                                + " \"metadata.namespace\"");
    }

    @Test
    void refusesTermsWithoutAnOperator() {
        assertThatThrownBy(() -> FieldSelector.parse("metadata.name", pods))
                .hasMessage("invalid selector: 'metadata.name'; can't understand 'metadata.name'");
    }

    private boolean matches(String selector) {
        return FieldSelector.parse(selector, pods).matches(pod, pods);
    }
}
