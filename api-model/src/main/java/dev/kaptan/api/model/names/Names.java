package dev.kaptan.api.model.names;

import java.util.random.RandomGenerator;

/** Names that the server makes. */
public final class Names {

    /** No vowels and no look-alikes, so that no words come about (upstream's util/rand). */
    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private static final int SUFFIX_LENGTH = 5;
    private static final int LONGEST_BASE = 63 - SUFFIX_LENGTH;

    private Names() {}

    /** A name for {@code generateName}: the prefix, cut to 58 characters, and five random ones. */
    public static String generate(String prefix, RandomGenerator random) {
        String base = prefix.length() > LONGEST_BASE ? prefix.substring(0, LONGEST_BASE) : prefix;
        var name = new StringBuilder(base);
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            name.append(SUFFIX_LETTERS.charAt(random.nextInt(SUFFIX_LETTERS.length())));
        }
        return name.toString();
    }
}
