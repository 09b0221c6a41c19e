package dev.kaptan.scheduler.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.Map;

class SchedulerPropertiesTest {

    @Test
    void everyDefaultIsAsDocumented() {
        SchedulerProperties defaults = bind(Map.of());
        assertThat(defaults.schedulerName()).isEqualTo("default-scheduler");
        assertThat(defaults.percentageOfNodesToScore()).isZero();
        assertThat(defaults.parallelBindings()).isEqualTo(32);
        assertThat(defaults.leaderElect()).isTrue();
        assertThat(defaults.identity()).isNull();
        assertThat(defaults.signature()).contains("_").isNotEqualTo(defaults.signature());
    }

    @Test
    void aBadValueIsNamedTogetherWithAGoodOne() {
        assertThatThrownBy(() -> bind(Map.of("percentage-of-nodes-to-score", "101")))
                .rootCause()
                .hasMessage(
                        "kaptan.scheduler.percentage-of-nodes-to-score is 101: set it to 1..100, or"
                                + " to 0 to adapt to the cluster");
        assertThatThrownBy(() -> bind(Map.of("parallel-bindings", "0")))
                .rootCause()
                .hasMessage("kaptan.scheduler.parallel-bindings is 0: set it to 1..1000");
        assertThatThrownBy(() -> bind(Map.of("scheduler-name", " ")))
                .rootCause()
                .hasMessageContaining("kaptan.scheduler.scheduler-name is empty");
    }

    private static SchedulerProperties bind(Map<String, String> values) {
        var source = new MapConfigurationPropertySource();
        values.forEach((name, value) -> source.put("kaptan.scheduler." + name, value));
        return new Binder(source).bindOrCreate("kaptan.scheduler", SchedulerProperties.class);
    }
}
