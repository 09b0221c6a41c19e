package dev.kaptan.scheduler.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.client.event.EventRecorder;
import dev.kaptan.client.event.EventSink;
import dev.kaptan.scheduler.Pods;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.PodStage;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class ApiReporterTest {

    private static final String STATUS = "PATCH /api/v1/namespaces/default/pods/a/status";
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    private final ApiServer api = new ApiServer();
    private final KubernetesClient client = api.client();
    private final BlockingQueue<Event> written = new LinkedBlockingQueue<>();
    private final EventRecorder events =
            new EventRecorder(
                    sink(),
                    "default-scheduler",
                    "",
                    InstantSource.system(),
                    new SimpleMeterRegistry());
    private final ApiReporter reporter = new ApiReporter(client, events, CLOCK);

    ApiReporterTest() throws IOException {
        api.answer(STATUS, 200, "{}");
    }

    @AfterEach
    void stop() {
        events.close();
        client.close();
        api.close();
    }

    @Test
    void aScheduledPodHasAnEventInUpstreamsWords() throws InterruptedException {
        reporter.scheduled(Pods.pod("a"), "node1");
        Event event = written.poll(10, TimeUnit.SECONDS);
        assertThat(event.getReason()).isEqualTo("Scheduled");
        assertThat(event.getMessage()).isEqualTo("Successfully assigned default/a to node1");
        assertThat(event.getInvolvedObject().getUid()).isEqualTo("uid-a");
        assertThat(api.asked).isEmpty();
    }

    @Test
    void anUnschedulablePodHasAConditionAndAnEvent() throws InterruptedException {
        reporter.unschedulable(Pods.pod("a"), "0/1 nodes are available: 1 Too many pods.", null);
        assertThat(written.poll(10, TimeUnit.SECONDS).getReason()).isEqualTo("FailedScheduling");
        assertThat(api.asked).hasSize(1);
        assertThat(api.asked.getFirst())
                .startsWith(STATUS + " application/strategic-merge-patch+json")
                .contains(
                        "\"type\":\"PodScheduled\"",
                        "\"status\":\"False\"",
                        "\"reason\":\"Unschedulable\"",
                        "\"message\":\"0/1 nodes are available: 1 Too many pods.\"",
                        "\"lastTransitionTime\":\"2026-01-01T00:00:00Z\"",
                        "\"uid\":\"uid-a\"");
    }

    @Test
    void theSameConditionIsNotWrittenTwice() throws InterruptedException {
        reporter.unschedulable(waitingFor("no room"), "no room", null);
        assertThat(written.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(api.asked).isEmpty();
    }

    @Test
    void aChangedMessageKeepsTheTransitionTime() {
        reporter.unschedulable(waitingFor("no room"), "no port", null);
        assertThat(api.asked.getFirst()).contains("no port").doesNotContain("lastTransitionTime");
    }

    @Test
    void aNominationIsWrittenEvenIfTheConditionIsTheSame() {
        reporter.unschedulable(waitingFor("no room"), "no room", "n1");
        assertThat(api.asked.getFirst()).contains("\"nominatedNodeName\":\"n1\"");
    }

    @Test
    void aRefusedPatchIsNoFailure() {
        api.answer(STATUS, 500, "{}");
        reporter.failed(Pods.pod("a"), "binding rejected: no");
        assertThat(api.asked.getFirst()).contains("\"reason\":\"SchedulerError\"");
    }

    private static PodInfo waitingFor(String message) {
        return Pods.stage(Pods.pod("a"), new PodStage(null, false, false, List.of(), message));
    }

    private EventSink sink() {
        return new EventSink() {
            @Override
            public void create(Event event) {
                written.add(event);
            }

            @Override
            public void repeat(String namespace, String name, int count, String last) {}
        };
    }
}
