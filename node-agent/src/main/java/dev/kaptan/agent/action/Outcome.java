package dev.kaptan.agent.action;

/** How a handler ended. */
public record Outcome(boolean success, String message) {

    /** Upstream's limit of what a probe's event shows. */
    private static final int LONGEST = 10 * 1024;

    public Outcome {
        message = message.length() <= LONGEST ? message : message.substring(0, LONGEST);
    }

    static Outcome success(String message) {
        return new Outcome(true, message);
    }

    static Outcome failure(String message) {
        return new Outcome(false, message);
    }
}
