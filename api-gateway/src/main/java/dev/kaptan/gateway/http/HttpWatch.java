package dev.kaptan.gateway.http;

import dev.kaptan.api.engine.request.ApiResponse.Frames;
import dev.kaptan.api.engine.request.ApiResponse.Watch;

import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.io.OutputStream;

/** A watch over plain HTTP: a line of a chunked response for each event. */
final class HttpWatch {

    private HttpWatch() {}

    static void write(Watch watch, HttpServletResponse response)
            throws IOException, InterruptedException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(watch.contentType());
        response.flushBuffer();
        watch.frames().copyTo(new Lines(response.getOutputStream()));
    }

    private record Lines(OutputStream out) implements Frames.Sink {
        @Override
        public void frame(byte[] json) throws IOException {
            out.write(json);
            out.write('\n');
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
