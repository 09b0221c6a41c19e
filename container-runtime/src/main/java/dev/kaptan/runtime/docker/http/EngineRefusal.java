package dev.kaptan.runtime.docker.http;

/** The engine answered a request for a stream with an error; the message is the body. */
public final class EngineRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    EngineRefusal(int status, String body) {
        super(body);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
