package dev.kaptan.controller.term;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.client.connect.ApiConnection;
import dev.kaptan.client.connect.Credentials;
import dev.kaptan.client.event.EventRecorder;
import dev.kaptan.client.event.EventSink;
import dev.kaptan.client.work.Controllers;
import dev.kaptan.controller.loop.ControlLoop;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

@Timeout(60)
class LeadershipTest {
    private static final InstantSource CLOCK = InstantSource.system();

    /** Nobody answers there: without an election nobody needs to be asked who leads. */
    private final KubernetesClient client =
            ApiConnection.open(
                    new Credentials.Explicit("http://127.0.0.1:1", null, null, null, null), "test");

    private final EventRecorder events =
            new EventRecorder(EventSink.over(client), "test", "", CLOCK, new SimpleMeterRegistry());
    private final Controllers controllers =
            new Controllers(new SimpleMeterRegistry(), CLOCK, "leadership-test");
    private final Loop loop = new Loop();

    @AfterEach
    void close() {
        events.close();
        controllers.close();
        client.close();
    }

    @Test
    void withoutAnElectionItLeadsFromStartToClose() throws InterruptedException {
        var leadership =
                new Leadership(
                        null, client, controllers, events, CLOCK, 1, context -> List.of(loop));
        assertThat(leadership.leading()).isFalse();
        leadership.start();
        loop.started.await();
        assertThat(leadership.leading()).isTrue();
        leadership.close();
        assertThat(leadership.leading()).isFalse();
        assertThat(loop.closed).isTrue();
    }

    private static final class Loop implements ControlLoop {
        private final CountDownLatch started = new CountDownLatch(1);
        private volatile boolean closed;

        @Override
        public void start() {
            started.countDown();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
