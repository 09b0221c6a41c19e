package dev.kaptan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void takesQuantilesByRank() {
        Sample sample = Sample.of(5, 1, 4, 2, 3);
        assertThat(sample.median()).isEqualTo(3);
        assertThat(sample.quantile(0.99)).isEqualTo(5);
        assertThat(sample.quantile(0.2)).isEqualTo(1);
        assertThat(sample.summary(1)).isEqualTo("3.0 [1.0..5.0]");
    }

    @Test
    void nothingMeasuredIsNoSample() {
        assertThatThrownBy(() -> Sample.of()).hasMessage("nothing was measured");
    }
}
