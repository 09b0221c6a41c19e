package dev.kaptan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class LoadTest {

    @Test
    void sharesEveryNumberAmongTheClientsOnce() throws InterruptedException {
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        var result = Load.times(103, 7, (client, number) -> assertThat(seen.add(number)).isTrue());
        assertThat(seen).isEqualTo(IntStream.range(0, 103).boxed().collect(Collectors.toSet()));
        assertThat(result.clients()).isEqualTo(7);
    }

    @Test
    void aFailingOperationEndsTheBenchmark() {
        assertThatThrownBy(() ->
                        Load.times(
                                3,
                                1,
                                (client, number) -> {
                                    throw new IllegalStateException("refused");
                                }))
                .hasRootCauseMessage("refused");
    }
}
