package dev.kaptan.runtime.docker;

/**
 * How much of a container's log is kept.
 *
 * @param maxSize of one file, as the engine writes it, for example {@code 10m}
 * @param maxFiles the oldest is dropped
 */
public record LogRotation(String maxSize, int maxFiles) {

    /** What a size looks like, as a regular expression. */
    public static final String SIZE = "[1-9]\\d*[kmg]?";

    public LogRotation {
        if (!maxSize.matches(SIZE)) {
            throw new IllegalArgumentException("maxSize must be like 10m, is " + maxSize);
        }
        if (maxFiles < 1) {
            throw new IllegalArgumentException("maxFiles must be positive, is " + maxFiles);
        }
    }

    /** The kubelet's: containerLogMaxSize 10Mi, containerLogMaxFiles 5. */
    public static LogRotation kubelets() {
        return new LogRotation("10m", 5);
    }
}
