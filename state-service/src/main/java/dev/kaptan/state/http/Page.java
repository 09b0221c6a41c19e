package dev.kaptan.state.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * An answer.
 *
 * @param status of HTTP
 * @param type of the content
 */
public record Page(int status, String type, String content) {

    private static final String TEXT = "text/plain; charset=utf-8";

    static final Page BAD_REQUEST = error(400, "400 Bad Request");
    static final Page METHOD_NOT_ALLOWED = error(405, "Method Not Allowed");
    static final Page TOO_LARGE = error(431, "431 Request Header Fields Too Large");
    static final Page FAILED = error(500, "Internal Server Error");
    static final Page BUSY = error(503, "too many requests at a time");

    /** Some text, without a line's end. */
    public static Page text(String content) {
        return new Page(200, TEXT, content);
    }

    /** A line that says what is wrong, as Go's {@code http.Error} writes it. */
    public static Page error(int status, String line) {
        return new Page(status, TEXT, line + "\n");
    }

    /** For a path that only GET is good for. */
    public static Page methodNotAllowed() {
        return METHOD_NOT_ALLOWED;
    }

    public static Page notFound() {
        return error(404, "404 page not found");
    }

    ByteBuf bytes() {
        return Unpooled.copiedBuffer(content, UTF_8);
    }
}
