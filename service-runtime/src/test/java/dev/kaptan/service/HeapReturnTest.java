package dev.kaptan.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.service.HeapReturn.Sample;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class HeapReturnTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private long cpu;
    private long now;

    /** A minute later, of which the process has used that many seconds of CPU. */
    private Sample after(double cpuSeconds, int committedMebibytes) {
        now += MINUTE;
        cpu += (long) (cpuSeconds * 1e9);
        return new Sample((long) committedMebibytes << 20, cpu, now);
    }

    /** Started, and what that left behind is given back. */
    private HeapReturn started() {
        return HeapReturn.initial().seen(after(20, 120)).returned(after(1, 120), after(0, 80));
    }

    /** The same, and so long ago that all is given back. */
    private HeapReturn rested() {
        return started().returned(after(1, 80), after(0, 80));
    }

    @Test
    void whatTheStartLeftIsGivenBackInTheFirstQuietMinute() {
        var state = HeapReturn.initial();
        var starting = after(20, 120);
        assertThat(state.due(starting)).isFalse();
        state = state.seen(starting);
        assertThat(state.due(after(1, 120))).isTrue();
    }

    @Test
    void nobodyIsStoppedWhileThereIsWork() {
        var state = started();
        assertThat(state.due(after(3, 500))).isFalse();
        assertThat(state.due(after(60, 512))).isFalse();
    }

    @Test
    void whatABurstLeftIsGivenBackOnceItIsOver() {
        var state = started();
        var burst = after(40, 500);
        assertThat(state.due(burst)).isFalse();
        state = state.seen(burst);
        var quiet = after(0.6, 500);
        assertThat(state.due(quiet)).isTrue();
        state = state.returned(quiet, after(0, 90));
        assertThat(state.due(after(0.6, 90))).isFalse();
    }

    @Test
    void whatIsKeptForSomeMinutesIsGivenBackOnceTheyAreOver() {
        var state = started();
        int minutes = 0;
        var sample = after(0.6, 80);
        while (!state.due(sample)) {
            state = state.seen(sample);
            sample = after(0.6, 80);
            minutes++;
        }
        assertThat(minutes).isBetween(11, 13);
        state = state.returned(sample, after(0, 70));
        for (int minute = 0; minute < 100; minute++) {
            sample = after(0.6, 70);
            assertThat(state.due(sample)).isFalse();
            state = state.seen(sample);
        }
    }

    @Test
    void whatIsKeptForSomeMinutesWaitsForAQuietOne() {
        var state = started();
        for (int minute = 0; minute < 20; minute++) {
            var busy = after(20, 80);
            assertThat(state.due(busy)).isFalse();
            state = state.seen(busy);
        }
        assertThat(state.due(after(0.6, 80))).isTrue();
    }

    @Test
    void aHeapThatDoesNotGrowIsLeftAlone() {
        var state = rested();
        for (int minute = 0; minute < 100; minute++) {
            var sample = after(0.6, 80 + minute / 4);
            assertThat(state.due(sample)).isFalse();
            state = state.seen(sample);
        }
    }

    @Test
    void aHeapThatTakesLongToCollectIsLeftAlone() {
        var state = HeapReturn.initial().seen(after(20, 900));
        assertThat(state.due(after(1, 769))).isFalse();
        assertThat(state.due(after(1, 768))).isTrue();
    }
}
