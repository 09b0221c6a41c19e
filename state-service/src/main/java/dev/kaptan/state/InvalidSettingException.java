package dev.kaptan.state;

/** A setting that cannot be used: names the property and says what to put there. */
final class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidSettingException(String property, String advice) {
        super("kaptan.state." + property + ": " + advice);
    }

    InvalidSettingException(String property, String advice, Throwable cause) {
        super("kaptan.state." + property + ": " + advice, cause);
    }
}
