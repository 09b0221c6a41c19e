package dev.kaptan.scheduler.wire;

/** The API answered with something other than success, or (code 0) not at all. */
final class ApiRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    ApiRefused(int code, String message) {
        super(message);
        this.code = code;
    }

    boolean notFound() {
        return code == 404;
    }
}
