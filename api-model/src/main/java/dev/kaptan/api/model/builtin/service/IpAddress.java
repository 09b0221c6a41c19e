package dev.kaptan.api.model.builtin.service;

import java.util.regex.Pattern;

/** Literal addresses; never a name, so that nothing is looked up. */
final class IpAddress {

    static final String OBJECTION = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";

    private static final String OCTET = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    private IpAddress() {}

    static boolean valid(String text) {
        return V4.matcher(text).matches() || v6(text);
    }

    static boolean v4(String text) {
        return V4.matcher(text).matches();
    }

    static boolean v6(String text) {
        if (!text.contains(":") || text.contains(":::")) {
            return false;
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text) == 8;
        }
        int before = groups(text.substring(0, gap));
        int behind = groups(text.substring(gap + 2));
        return before >= 0 && behind >= 0 && before + behind < 8;
    }

    /** How many 16-bit groups the text has, -1 where it is none. */
    private static int groups(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        int count = 0;
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean embedded = i == parts.length - 1 && V4.matcher(parts[i]).matches();
            if (!embedded && !parts[i].matches("[0-9a-fA-F]{1,4}")) {
                return -1;
            }
            count += embedded ? 2 : 1;
        }
        return count;
    }
}
