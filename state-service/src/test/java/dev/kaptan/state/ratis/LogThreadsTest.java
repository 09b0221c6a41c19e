package dev.kaptan.state.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

@Timeout(30)
class LogThreadsTest {

    private final LogThreads threads = new LogThreads();

    @Test
    void whatTheWorkThrowsIsThrownAsItIs() {
        for (var failure :
                new Exception[] {
                    new IOException("damaged"),
                    new IllegalStateException("a defect"),
                    new CompletionException(new IllegalStateException("Ratis wraps"))
                }) {
            assertThatThrownBy(() -> threads.with(() -> fail(failure))).isSameAs(failure);
        }
    }

    private static Object fail(Exception failure) throws IOException {
        if (failure instanceof IOException checked) {
            throw checked;
        }
        throw (RuntimeException) failure;
    }

    @Test
    void anInterruptReachesTheWork() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CompletableFuture<Boolean>();
        var thrown = new CompletableFuture<Throwable>();
        var caller =
                Thread.ofVirtual()
                        .start(() ->
                                thrown.complete(
                                        catchThrowable(() ->
                                                threads.with(() -> sleep(begun, interrupted)))));
        begun.await();
        caller.interrupt();
        assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private static Object sleep(CountDownLatch begun, CompletableFuture<Boolean> interrupted) {
        begun.countDown();
        try {
            Thread.sleep(20_000);
            interrupted.complete(false);
        } catch (InterruptedException e) {
            interrupted.complete(true);
        }
        return begun;
    }
}
