package dev.kaptan.gateway.http;

import dev.kaptan.api.engine.request.ApiResponse.Document;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Writes whole documents, compressed where that pays. */
final class DocumentWriter {

    /** Upstream's threshold: below it compression costs more time than it saves. */
    private static final int COMPRESSED_FROM_BYTES = 128 * 1024;

    private static final int BUFFER_BYTES = 16 * 1024;

    private DocumentWriter() {}

    static void write(Document document, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(document.code());
        response.setContentType(document.contentType());
        document.headers().forEach(response::setHeader);
        document.warnings().forEach(text -> response.addHeader("Warning", warning(text)));
        if (request.getMethod().equals("HEAD")) {
            response.setContentLengthLong(document.content().length());
        } else if (compressible(document, request)) {
            writeCompressed(document, response);
        } else {
            response.setContentLengthLong(document.content().length());
            document.content().writeTo(response.getOutputStream());
        }
    }

    private static boolean compressible(Document document, HttpServletRequest request) {
        var accepted = request.getHeader("Accept-Encoding");
        return document.content().length() > COMPRESSED_FROM_BYTES
                && document.code() == HttpServletResponse.SC_OK
                && request.getMethod().equals("GET")
                && accepted != null
                && accepted.contains("gzip");
    }

    private static void writeCompressed(Document document, HttpServletResponse response)
            throws IOException {
        response.setHeader("Content-Encoding", "gzip");
        response.addHeader("Vary", "Accept-Encoding");
        try (var out = new FastGzip(response.getOutputStream())) {
            document.content().writeTo(out);
        }
    }

    /** RFC 7234 section 5.5: code 299, no agent, the text as a quoted string. */
    private static String warning(String text) {
        var quoted = text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
        return "299 - \"" + quoted + "\"";
    }

    /** Level 1, as upstream: the network is faster than better compression. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
