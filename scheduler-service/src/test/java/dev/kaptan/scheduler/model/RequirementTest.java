package dev.kaptan.scheduler.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.scheduler.Nodes;
import dev.kaptan.scheduler.model.Requirement.Operator;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

class RequirementTest {

    private static final Map<String, String> LABELS = Map.of("disk", "ssd", "cores", "8");

    @Test
    void inWantsOneOfTheValues() {
        assertThat(matches("disk", Operator.IN, "hdd", "ssd")).isTrue();
        assertThat(matches("disk", Operator.IN, "hdd")).isFalse();
        assertThat(matches("gpu", Operator.IN, "ssd")).isFalse();
    }

    @Test
    void notInIsSatisfiedByAMissingLabel() {
        assertThat(matches("disk", Operator.NOT_IN, "ssd")).isFalse();
        assertThat(matches("disk", Operator.NOT_IN, "hdd")).isTrue();
        assertThat(matches("gpu", Operator.NOT_IN, "any")).isTrue();
    }

    @Test
    void existenceLooksAtTheKeyOnly() {
        assertThat(matches("disk", Operator.EXISTS)).isTrue();
        assertThat(matches("gpu", Operator.EXISTS)).isFalse();
        assertThat(matches("gpu", Operator.DOES_NOT_EXIST)).isTrue();
        assertThat(matches("disk", Operator.DOES_NOT_EXIST)).isFalse();
    }

    @Test
    void greaterAndLessCompareIntegers() {
        assertThat(matches("cores", Operator.GT, "7")).isTrue();
        assertThat(matches("cores", Operator.GT, "8")).isFalse();
        assertThat(matches("cores", Operator.LT, "10")).isTrue();
        assertThat(matches("cores", Operator.LT, "8")).isFalse();
    }

    @Test
    void greaterAndLessNeverHoldForWhatIsNoInteger() {
        assertThat(matches("disk", Operator.GT, "7")).isFalse();
        assertThat(matches("disk", Operator.LT, "7")).isFalse();
        assertThat(matches("cores", Operator.GT, "many")).isFalse();
    }

    @Test
    void aTermWithoutConditionsMatchesNothing() {
        assertThat(new NodeTerm(List.of(), List.of()).matches(Nodes.node("a"))).isFalse();
    }

    @Test
    void aTermCanAskForTheNodesName() {
        var named = new Requirement("metadata.name", Operator.IN, Set.of("a"));
        var term = new NodeTerm(List.of(), List.of(named));
        assertThat(term.matches(Nodes.node("a"))).isTrue();
        assertThat(term.matches(Nodes.node("b"))).isFalse();
    }

    private static boolean matches(String key, Operator operator, String... values) {
        return new Requirement(key, operator, Set.of(values)).matches(LABELS);
    }
}
