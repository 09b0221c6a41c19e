package dev.kaptan.state.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How long a connection is kept whose client is slow or silent. */
class PatienceTest {

    private final List<Runnable> asked = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r"})
    void whoDoesNotSayWhatHeSpeaksIsHungUpOn(String begun) {
        assertThat(isHungUpOnAfter(PrefaceFork.PATIENCE_SECONDS, begun)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /metr",
                "GET /metrics HTTP/1.1\r\nHost: x\r\n",
                "POST /metrics HTTP/1.1\r\nContent-Length: 9\r\n\r\nx"
            })
    void whoDoesNotEndHisRequestIsHungUpOn(String begun) {
        assertThat(isHungUpOnAfter(Http1Answer.REQUEST_SECONDS, begun)).isTrue();
        assertThat(asked).isEmpty();
    }

    /** Many bytes one by one buy no time. */
    @Test
    void whoGoesOnSlowlyIsHungUpOn() {
        var channel = channel();
        for (int second = 0; second < Http1Answer.REQUEST_SECONDS; second++) {
            assertThat(channel.isOpen()).isTrue();
            write(channel, second == 0 ? "GET /" : "x");
            pass(channel, 1);
        }
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void whoDoesNotTakeHisAnswerIsHungUpOn() {
        var channel = channel();
        write(channel, "GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
        pass(channel, Http1Answer.REQUEST_SECONDS);
        assertThat(asked).hasSize(1);
        assertThat(channel.isOpen()).isTrue();
        pass(channel, Http1Answer.ANSWER_SECONDS);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void moreAtATimeThanThereArePlacesAreTurnedAway() {
        var answers = new ArrayList<Page>();
        var desk = new Desk(query -> Page.text("yes"), asked::add);
        for (int i = 0; i < Desk.MOST_AT_A_TIME + 1; i++) {
            desk.answer("GET", "/", answers::add);
        }
        assertThat(answers).containsExactly(Page.BUSY);
        asked.forEach(Runnable::run);
        assertThat(answers).hasSize(Desk.MOST_AT_A_TIME + 1);
        desk.answer("GET", "/", answers::add);
        assertThat(answers).hasSize(Desk.MOST_AT_A_TIME + 1);
    }

    private boolean isHungUpOnAfter(long seconds, String begun) {
        var channel = channel();
        write(channel, begun);
        pass(channel, seconds - 1);
        assertThat(channel.isOpen()).isTrue();
        pass(channel, 1);
        return !channel.isOpen();
    }

    private EmbeddedChannel channel() {
        var desk = new Desk(query -> Page.text("yes"), asked::add);
        var channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline().addLast(new PrefaceFork(new Ways(new UnusedGrpc(), desk)));
        return channel;
    }

    private static void write(EmbeddedChannel channel, String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private static void pass(EmbeddedChannel channel, long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runPendingTasks();
    }
}
