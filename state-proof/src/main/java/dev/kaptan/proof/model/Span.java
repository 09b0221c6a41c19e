package dev.kaptan.proof.model;

/**
 * The keys of a request as the wire has them: one key when {@code end} is empty, all from {@code
 * key} on when it is a single zero byte, else those from {@code key} to before {@code end}. Keys
 * are ASCII, whose order as characters is their order as bytes.
 */
public record Span(String key, String end) {

    private static final String OPEN = "\0";

    /** Every key there is. */
    public static final Span ALL = new Span(OPEN, OPEN);

    public static Span one(String key) {
        return new Span(key, "");
    }

    /** Keys that begin with the prefix, whose last character must have a successor. */
    public static Span prefix(String prefix) {
        int last = prefix.length() - 1;
        return new Span(prefix, prefix.substring(0, last) + (char) (prefix.charAt(last) + 1));
    }

    public boolean contains(String candidate) {
        if (end.isEmpty()) {
            return candidate.equals(key);
        }
        return candidate.compareTo(key) >= 0 && (end.equals(OPEN) || candidate.compareTo(end) < 0);
    }
}
