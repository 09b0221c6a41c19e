package dev.kaptan.agent.image;

/** There is no image to start a container from. */
public final class ImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    private ImageException(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    static ImageException of(String reason, String message) {
        return new ImageException(reason, message);
    }

    /** The waiting reason that users see. */
    public String reason() {
        return reason;
    }
}
