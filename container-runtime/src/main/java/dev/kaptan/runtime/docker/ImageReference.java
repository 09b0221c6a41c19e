package dev.kaptan.runtime.docker;

import dev.kaptan.runtime.RuntimeFailure;

import java.util.regex.Pattern;

/**
 * The grammar of image references (distribution's {@code reference} package): {@code
 * [host[:port]/]path[:tag][@digest]}, or an id.
 */
final class ImageReference {

    private static final String HOST =
            "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*"
                + "|\\[[0-9a-fA-F:]+])(?::[0-9]+)?";
    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final String TAG = "[\\w][\\w.-]{0,127}";
    private static final String DIGEST = "[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-fA-F]{32,}";

    private static final Pattern REFERENCE =
            Pattern.compile(
                    "(?:" + HOST + "/)?" + COMPONENT + "(?:/" + COMPONENT + ")*" + "(?::" + TAG
                            + ")?(?:@" + DIGEST + ")?");
    private static final Pattern ID = Pattern.compile("sha256:[0-9a-f]{64}");

    private ImageReference() {}

    /** Fails in the engine's words, without asking it. */
    static void check(String reference) {
        if (!REFERENCE.matcher(reference).matches() && !ID.matcher(reference).matches()) {
            throw RuntimeFailure.of(
                    RuntimeFailure.Kind.INVALID_IMAGE_NAME,
                    "couldn't parse image reference \""
                            + reference
                            + "\": invalid reference format");
        }
    }

    /** With the tag that users leave out. */
    static String withTag(String reference) {
        int path = reference.lastIndexOf('/') + 1;
        boolean complete = reference.indexOf(':', path) >= 0 || reference.contains("@");
        return complete ? reference : reference + ":latest";
    }
}
