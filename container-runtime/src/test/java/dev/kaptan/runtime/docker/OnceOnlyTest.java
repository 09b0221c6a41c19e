package dev.kaptan.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kaptan.runtime.CollectedLog;
import dev.kaptan.runtime.LogSink.Stream;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

class OnceOnlyTest {

    private static final Instant START = Instant.parse("2026-11-26T16:00:00Z");

    private final CollectedLog log = new CollectedLog();

    private record Message(Instant time, String text, Stream stream) {

        byte[] bytes() {
            var format = new DateTimeFormatterBuilder().appendInstant(9).toFormatter();
            return (format.format(time) + " " + text).getBytes(UTF_8);
        }
    }

    @Test
    void whateverIsReadAgainIsPassedOnOnce() throws IOException {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            List<Message> written = messages(random, 60);
            var once = new CollectedLog();
            write(written, once);
            var repeated = new CollectedLog();
            var filter = new OnceOnly(repeated, false);
            for (int next = 0; next < written.size(); ) {
                int end = random.nextInt(next, written.size()) + 1;
                send(written.subList(random.nextInt(next + 1), end), filter);
                next = end;
            }
            assertThat(repeated.stdout()).as("seed %d", seed).isEqualTo(once.stdout());
            assertThat(repeated.stderr()).as("seed %d", seed).isEqualTo(once.stderr());
        }
    }

    private static List<Message> messages(SplittableRandom random, int count) {
        var messages = new ArrayList<Message>();
        Instant time = START;
        for (int i = 0; i < count; i++) {
            time = time.plusNanos(random.nextLong(1, 1_000_000));
            var stream = random.nextBoolean() ? Stream.STDOUT : Stream.STDERR;
            messages.add(new Message(time, "line " + i + "\n", stream));
        }
        return messages;
    }

    private static void write(List<Message> messages, CollectedLog log) throws IOException {
        for (var message : messages) {
            log.write(message.text().getBytes(UTF_8), message.stream());
        }
    }

    private static void send(List<Message> messages, OnceOnly filter) throws IOException {
        for (var message : messages) {
            filter.write(message.bytes(), message.stream());
        }
    }

    @Test
    void aLineInSeveralMessagesOfOneTimeStaysWholeWithOneTimeInFront() throws IOException {
        var filter = new OnceOnly(log, true);
        send(
                List.of(
                        new Message(START, "a long ", Stream.STDOUT),
                        new Message(START, "line\n", Stream.STDOUT),
                        new Message(START.plusNanos(1), "next\n", Stream.STDOUT)),
                filter);
        assertThat(log.stdout())
                .isEqualTo(
                        "2026-11-26T16:00:00.000000000Z a long line\n"
                                + "2026-11-26T16:00:00.000000001Z next\n");
    }

    @Test
    void theRestIsReadFromBeforeTheStreamThatIsBehind() throws IOException {
        var filter = new OnceOnly(log, false);
        assertThat(filter.resumeFrom(null)).isNull();
        assertThat(filter.resumeFrom(START)).isEqualTo(START);
        send(
                List.of(
                        new Message(START.plusSeconds(5), "a\n", Stream.STDERR),
                        new Message(START.plusSeconds(9), "b\n", Stream.STDOUT)),
                filter);
        assertThat(filter.resumeFrom(null)).isEqualTo(START.plusSeconds(4));
        assertThat(filter.resumeFrom(START.plusSeconds(5))).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void aMessageWithoutItsTimeIsTheEnginesFault() {
        var filter = new OnceOnly(log, false);
        assertThatThrownBy(() -> filter.write("bare\n".getBytes(UTF_8), Stream.STDOUT))
                .hasMessage("the engine sent a message without its time");
    }
}
