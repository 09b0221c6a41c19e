package dev.kaptan.agent.environment;

import java.util.Map;

/**
 * Replaces {@code $(NAME)} by a variable's value; {@code $$} is a dollar sign, and what names no
 * variable stays as it is (upstream's {@code third_party/forked/golang/expansion}).
 */
public final class Expansion {

    private Expansion() {}

    public static String expand(String text, Map<String, String> variables) {
        var out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '$' || at + 1 == text.length()) {
                out.append(c);
                at++;
            } else {
                at = expandDollar(text, at, variables, out);
            }
        }
        return out.toString();
    }

    /** Returns where to go on. */
    private static int expandDollar(
            String text, int dollar, Map<String, String> variables, StringBuilder out) {
        char next = text.charAt(dollar + 1);
        if (next == '$') {
            out.append('$');
            return dollar + 2;
        }
        int end = next == '(' ? text.indexOf(')', dollar) : -1;
        if (end < 0) {
            out.append('$').append(next == '(' ? "(" : next);
            return dollar + 2;
        }
        var reference = text.substring(dollar, end + 1);
        var name = text.substring(dollar + 2, end);
        out.append(variables.getOrDefault(name, reference));
        return end + 1;
    }
}
