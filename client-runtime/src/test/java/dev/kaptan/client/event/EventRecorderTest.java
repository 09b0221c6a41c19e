package dev.kaptan.client.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@Timeout(20)
class EventRecorderTest {
    private final Sink sink = new Sink();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EventRecorder recorder =
            new EventRecorder(sink, "tester", "", InstantSource.system(), meters);
    private final Pod pod =
            new PodBuilder()
                    .withNewMetadata()
                    .withNamespace("space")
                    .withName("pod")
                    .withUid("1")
                    .endMetadata()
                    .build();

    private static final class Sink implements EventSink {
        private final BlockingQueue<Event> created = new LinkedBlockingQueue<>();
        private final BlockingQueue<Integer> counts = new LinkedBlockingQueue<>();
        private volatile boolean forgetful;
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public void create(Event event) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            created.add(event);
        }

        @Override
        public void repeat(String namespace, String name, int count, String lastTimestamp) {
            if (forgetful) {
                throw new KubernetesClientException("gone", 404, null);
            }
            counts.add(count);
        }
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    private Event next() throws InterruptedException {
        return sink.created.poll(5, TimeUnit.SECONDS);
    }

    @Test
    void anEventTellsWhatHappenedToWhom() throws Exception {
        recorder.warning(pod, "FailedMount", "no such volume");
        var event = next();
        assertThat(event.getInvolvedObject().getName()).isEqualTo("pod");
        assertThat(event.getInvolvedObject().getUid()).isEqualTo("1");
        assertThat(event.getMetadata().getNamespace()).isEqualTo("space");
        assertThat(event.getType()).isEqualTo("Warning");
        assertThat(event.getReason()).isEqualTo("FailedMount");
        assertThat(event.getSource().getComponent()).isEqualTo("tester");
        assertThat(event.getCount()).isEqualTo(1);
    }

    @Test
    void aRepetitionRaisesTheCount() throws Exception {
        recorder.normal(pod, "Pulled", "image");
        recorder.normal(pod, "Pulled", "image");
        recorder.normal(pod, "Pulled", "image");
        assertThat(next()).isNotNull();
        assertThat(sink.counts.poll(5, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(sink.counts.poll(5, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(sink.created).isEmpty();
    }

    @Test
    void anEventThatTheServerForgotIsCreatedAnew() throws Exception {
        recorder.normal(pod, "Pulled", "image");
        assertThat(next()).isNotNull();
        sink.forgetful = true;
        recorder.normal(pod, "Pulled", "image");
        assertThat(next().getCount()).isEqualTo(1);
    }

    @Test
    void aFloodAboutOneObjectIsCutOffAndOthersAreStillHeard() throws Exception {
        for (int i = 0; i < 200; i++) {
            recorder.normal(pod, "Reason" + i, "message");
        }
        var other = new PodBuilder(pod).editMetadata().withUid("2").endMetadata().build();
        recorder.normal(other, "Pulled", "image");
        int heard = 0;
        while (!"2".equals(next().getInvolvedObject().getUid())) {
            heard++;
        }
        assertThat(heard).isEqualTo(25);
    }

    @Test
    void messagesAlikeAreCombinedAfterTen() throws Exception {
        for (int i = 0; i < 15; i++) {
            recorder.normal(pod, "SuccessfulCreate", "Created pod: web-" + i);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(next().getMessage()).isEqualTo("Created pod: web-" + i);
        }
        assertThat(next().getMessage())
                .isEqualTo("(combined from similar events): Created pod: web-10");
    }

    @Test
    void aServerThatHangsNeverBlocksTheCaller() {
        sink.gate = new CountDownLatch(1);
        int more = 3000;
        for (int i = 0; i < EventRecorder.QUEUED + more; i++) {
            recorder.normal(pod, "Reason" + i, "message");
        }
        // The writer holds one at most beside those that wait.
        assertThat(meters.counter("events.dropped").count()).isBetween(more - 1.0, (double) more);
        sink.gate.countDown();
        assertThat(sink.created).hasSizeLessThanOrEqualTo(25);
    }
}
