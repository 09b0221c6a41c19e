package dev.kaptan.state.client;

/** No member answers; the message names the endpoints and what each said. */
public final class StoreUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreUnreachableException(String message) {
        super(message);
    }
}
