package dev.kaptan.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(20)
class ControllerTest {
    private final Controllers controllers =
            new Controllers(new SimpleMeterRegistry(), InstantSource.system(), "test");

    @Test
    void aFailureIsRetriedUntilItSucceeds() throws Exception {
        var attempts = new AtomicInteger();
        var succeeded = new CountDownLatch(1);
        Reconciler<String> flaky =
                key -> {
                    if (attempts.incrementAndGet() < 4) {
                        throw new IllegalStateException("not yet");
                    }
                    succeeded.countDown();
                    return Outcome.done();
                };
        try (var controller = controllers.controller("flaky", 2, flaky)) {
            controller.start();
            controller.queue().add("key");
            assertThat(succeeded.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(attempts).hasValue(4);
    }

    @Test
    void closingInterruptsAWorkerThatBlocks() throws Exception {
        var working = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        Reconciler<String> stuck =
                key -> {
                    working.countDown();
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                    return Outcome.done();
                };
        var controller = controllers.controller("stuck", 1, stuck);
        controller.start();
        controller.queue().add("key");
        assertThat(working.await(5, TimeUnit.SECONDS)).isTrue();
        controller.close();
        assertThat(interrupted.await(1, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aStartedControllerCanBeClosedBeforeAnythingHappened() {
        var controller = controllers.<String>controller("idle", 3, key -> Outcome.done());
        controller.start();
        controller.close();
        assertThat(controller.queue().depth()).isZero();
    }
}
