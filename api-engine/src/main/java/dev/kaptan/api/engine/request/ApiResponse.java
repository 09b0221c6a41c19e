package dev.kaptan.api.engine.request;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** The engine's answer to an {@link ApiRequest}; the HTTP shell carries it out. */
public sealed interface ApiResponse {

    /**
     * A whole document.
     *
     * @param warnings texts for {@code Warning: 299 - "..."} headers
     * @param headers further headers, for example {@code ETag}
     */
    record Document(
            int code,
            String contentType,
            Content content,
            List<String> warnings,
            Map<String, String> headers)
            implements ApiResponse {
        public Document {
            warnings = List.copyOf(warnings);
            headers = Map.copyOf(headers);
        }
    }

    /** A watch: HTTP writes each frame as a line, WebSocket sends each as one text message. */
    record Watch(String contentType, Frames frames) implements ApiResponse {}

    /**
     * A stream of the kubelet's API that the shell connects with the client ({@code pods/log},
     * {@code pods/exec}, {@code pods/attach}, {@code pods/portforward}).
     *
     * @param host address of the node agent
     * @param port port of the node agent's HTTPS API
     * @param nodeName name that the agent's serving certificate must carry
     * @param pathAndQuery for example {@code /containerLogs/default/web/app?follow=true}
     * @param upgrade whether client and agent speak WebSocket
     */
    record NodeStream(String host, int port, String nodeName, String pathAndQuery, boolean upgrade)
            implements ApiResponse {}

    /** Bytes whose length is known before they are written. */
    interface Content {
        long length();

        void writeTo(OutputStream out) throws IOException;

        static Content of(byte[] bytes) {
            return new Content() {
                @Override
                public long length() {
                    return bytes.length;
                }

                @Override
                public void writeTo(OutputStream out) throws IOException {
                    out.write(bytes);
                }
            };
        }
    }

    /** An endless source of encoded watch events. */
    @FunctionalInterface
    interface Frames {
        /**
         * Hands events to the sink until the watch ends (time-out, error event written) or the sink
         * throws. Blocks the calling virtual thread; an interrupt ends it.
         */
        void copyTo(Sink sink) throws IOException, InterruptedException;

        /** Where frames go; {@code flush} is called when no further frame is at hand. */
        interface Sink {
            void frame(byte[] json) throws IOException;

            void flush() throws IOException;
        }
    }
}
