package dev.kaptan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void isAMarkdownTable() {
        assertThat(Report.of("what", "per second").row("get", 5).markdown())
                .isEqualTo("| what | per second |\n| --- | --- |\n| get | 5 |\n");
    }

    @Test
    void aRowHasACellForEachColumn() {
        assertThatThrownBy(() -> Report.of("what").row("get", 5))
                .hasMessage("2 cells for 1 columns");
    }
}
