package dev.kaptan.runtime.docker;

import dev.kaptan.runtime.LogSink;

import java.io.IOException;
import java.util.Arrays;

/** Sinks that stand between the engine and the reader of a log. */
final class LogFilters {

    private LogFilters() {}

    /** Ends the copying: the limit is reached, or nobody reads any more. */
    static final class Enough extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Counts, stops at a limit, and tells the reader's failures from the engine's. */
    static final class Counting implements LogSink {
        private final LogSink sink;
        private final long limit;
        private long count;

        Counting(LogSink sink, long limit) {
            this.sink = sink;
            this.limit = limit;
        }

        long count() {
            return count;
        }

        @Override
        public void write(byte[] bytes, Stream stream) throws IOException {
            long left = limit - count;
            pass(bytes.length <= left ? bytes : Arrays.copyOf(bytes, (int) left), stream);
            if (count == limit) {
                throw new Enough();
            }
        }

        private void pass(byte[] bytes, Stream stream) throws Enough {
            try {
                sink.write(bytes, stream);
                count += bytes.length;
            } catch (IOException e) {
                var enough = new Enough();
                enough.initCause(e);
                throw enough;
            }
        }
    }

    /** Drops the beginning. */
    static final class Skipping implements LogSink {
        private final LogSink sink;
        private long left;

        Skipping(LogSink sink, long count) {
            this.sink = sink;
            this.left = count;
        }

        @Override
        public void write(byte[] bytes, Stream stream) throws IOException {
            int skipped = (int) Math.min(left, bytes.length);
            left -= skipped;
            if (skipped < bytes.length) {
                sink.write(Arrays.copyOfRange(bytes, skipped, bytes.length), stream);
            }
        }
    }
}
