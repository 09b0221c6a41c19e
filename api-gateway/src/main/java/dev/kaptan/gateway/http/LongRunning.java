package dev.kaptan.gateway.http;

import dev.kaptan.api.engine.request.RequestInfo;

/** Counts watches and streams from their beginning to their end. */
@FunctionalInterface
public interface LongRunning {

    Running begin(RequestInfo info);

    /** One that runs; ended once. */
    @FunctionalInterface
    interface Running {
        void end();
    }
}
