package dev.kaptan.gateway.http;

import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.model.status.ApiException;

import jakarta.servlet.http.HttpServletRequest;

import java.io.IOException;
import java.io.InputStream;

/** A body of at most 3 MiB, upstream's {@code MaxRequestBodyBytes}. */
record RequestBody(HttpServletRequest request) implements ApiRequest.Body {

    private static final int LIMIT_BYTES = 3 * 1024 * 1024;
    private static final int DISCARDED_BYTES = 16 * 1024 * 1024;

    @Override
    public byte[] read() {
        try (var in = request.getInputStream()) {
            var bytes = in.readNBytes(LIMIT_BYTES + 1);
            if (bytes.length > LIMIT_BYTES) {
                discard(in);
                throw ApiException.requestEntityTooLarge(LIMIT_BYTES);
            }
            return bytes;
        } catch (IOException e) {
            throw ApiException.badRequest("cannot read the request's body: " + e.getMessage());
        }
    }

    /** Clients that are cut while they still send may never read why. */
    private static void discard(InputStream in) throws IOException {
        in.skip(DISCARDED_BYTES);
    }
}
