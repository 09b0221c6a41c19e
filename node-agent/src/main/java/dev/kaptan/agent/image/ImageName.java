package dev.kaptan.agent.image;

import java.util.regex.Pattern;

/** An image reference as users write it. */
record ImageName(String text) {
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "(?:[a-zA-Z0-9.-]+(?::[0-9]+)?/)?"
                            + "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
                            + "(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*"
                            + "(?::[\\w][\\w.-]{0,127})?"
                            + "(?:@[a-z0-9]+:[0-9a-fA-F]{32,})?");

    boolean isValid() {
        return REFERENCE.matcher(text).matches();
    }

    /** The registry's host; Docker Hub's index if the reference names none. */
    String registry() {
        int slash = text.indexOf('/');
        var first = slash < 0 ? "" : text.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost")
                ? first
                : "docker.io";
    }

    /** Without a tag, or with the tag {@code latest}, an image is pulled always by default. */
    boolean isLatest() {
        if (text.contains("@")) {
            return false;
        }
        int colon = text.lastIndexOf(':');
        return colon < text.lastIndexOf('/') || colon < 0 || text.endsWith(":latest");
    }
}
