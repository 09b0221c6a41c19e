package dev.kaptan.gateway.http;

import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.model.status.ApiException;

import jakarta.servlet.http.HttpServletRequest;

import java.io.IOException;

/** A body of at most 3 MiB, upstream's {@code MaxRequestBodyBytes}. */
record RequestBody(HttpServletRequest request) implements ApiRequest.Body {

    private static final int LIMIT_BYTES = 3 * 1024 * 1024;

    @Override
    public byte[] read() {
        if (request.getContentLengthLong() > LIMIT_BYTES) {
            throw ApiException.requestEntityTooLarge(LIMIT_BYTES);
        }
        try {
            var bytes = request.getInputStream().readNBytes(LIMIT_BYTES + 1);
            if (bytes.length > LIMIT_BYTES) {
                throw ApiException.requestEntityTooLarge(LIMIT_BYTES);
            }
            return bytes;
        } catch (IOException e) {
            throw ApiException.badRequest("cannot read the request's body: " + e.getMessage());
        }
    }
}
