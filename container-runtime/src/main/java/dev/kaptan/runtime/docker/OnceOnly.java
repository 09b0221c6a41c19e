package dev.kaptan.runtime.docker;

import dev.kaptan.runtime.LogSink;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Passes each message of a log on once, however often the engine sends it. Engines before 23.0 read
 * a followed log's file again from its beginning when rotations come fast.
 *
 * <p>Takes whole messages with their times in front, which only grow within a stream: the engine
 * reads its clock for each line. A clock that is set back silences a followed log until it has
 * caught up.
 */
final class OnceOnly implements LogSink {

    /** RFC 3339 with all nine digits of the fraction, in UTC, and a space. */
    private static final int STAMP = "2006-01-02T15:04:05.000000000Z ".length();

    /** Two streams are written side by side: one may be this far behind the other in the file. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final LogSink sink;
    private final boolean stamped;
    private final Map<Stream, Last> lasts = new EnumMap<>(Stream.class);

    /** The last message of a stream; a line that is too long for one message goes on in others. */
    private record Last(Instant time, boolean endsLine) {}

    /**
     * @param stamped whether times stay in front of lines
     */
    OnceOnly(LogSink sink, boolean stamped) {
        this.sink = sink;
        this.stamped = stamped;
    }

    @Override
    public void write(byte[] message, Stream stream) throws IOException {
        Instant time = time(message);
        Last last = lasts.get(stream);
        if (last != null && isRepeated(time, last)) {
            return;
        }
        boolean goesOn = last != null && !last.endsLine;
        sink.write(stamped && !goesOn ? message : withoutStamp(message), stream);
        lasts.put(stream, new Last(time, message[message.length - 1] == '\n'));
    }

    private static boolean isRepeated(Instant time, Last last) {
        return last.endsLine ? !time.isAfter(last.time) : time.isBefore(last.time);
    }

    private static Instant time(byte[] message) throws IOException {
        if (message.length < STAMP) {
            throw new IOException("the engine sent a message without its time");
        }
        return Instant.parse(new String(message, 0, STAMP - 1, StandardCharsets.US_ASCII));
    }

    private static byte[] withoutStamp(byte[] message) {
        return Arrays.copyOfRange(message, STAMP, message.length);
    }

    /**
     * From when on the log has to be read to miss nothing.
     *
     * @param since where the reading began, null for the log's beginning
     */
    @Nullable Instant resumeFrom(@Nullable Instant since) {
        Instant earliest =
                lasts.values().stream()
                        .map(last -> last.time.minus(SLACK))
                        .min(Instant::compareTo)
                        .orElse(since);
        return since != null && earliest != null && earliest.isBefore(since) ? since : earliest;
    }
}
