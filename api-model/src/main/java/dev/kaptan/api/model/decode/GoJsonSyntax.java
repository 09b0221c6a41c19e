package dev.kaptan.api.model.decode;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.StreamReadConstraints;

/**
 * Finds the first error of a JSON text and names it as Go's {@code encoding/json} does: upstream
 * hands its words on to users.
 */
final class GoJsonSyntax {

    /** Deeper texts are refused for their depth, which is no error of syntax. */
    private static final int DEEPEST = StreamReadConstraints.DEFAULT_MAX_DEPTH;

    private final byte[] text;
    private int at;

    private GoJsonSyntax(byte[] text) {
        this.text = text;
    }

    /** Ends the scan; without a message where nothing is wrong with the syntax. */
    private static final class Unexpected extends Exception {
        private static final long serialVersionUID = 1L;

        Unexpected(@Nullable String message) {
            super(message, null, false, false);
        }
    }

    /** Null where none is found. */
    static @Nullable String error(byte[] text) {
        var scan = new GoJsonSyntax(text);
        try {
            scan.value(0);
            scan.skipSpace();
            return scan.at == text.length ? null : scan.invalid("after top-level value");
        } catch (Unexpected e) {
            return e.getMessage();
        }
    }

    private void value(int depth) throws Unexpected {
        skipSpace();
        byte first = peek();
        switch (first) {
            case '{', '[' -> container(first == '{', depth + 1);
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
    }

    private void container(boolean object, int depth) throws Unexpected {
        if (depth > DEEPEST) {
            throw new Unexpected(null);
        }
        byte end = (byte) (object ? '}' : ']');
        at++;
        skipSpace();
        if (peek() == end) {
            at++;
            return;
        }
        do {
            if (object) {
                key();
            }
            value(depth);
            skipSpace();
        } while (goesOn(end, object ? "after object key:value pair" : "after array element"));
    }

    private void key() throws Unexpected {
        skipSpace();
        if (peek() != '"') {
            throw unexpected("looking for beginning of object key string");
        }
        string();
        skipSpace();
        expect(peek() == ':', "after object key");
    }

    private boolean goesOn(byte end, String context) throws Unexpected {
        boolean comma = peek() == ',';
        expect(comma || peek() == end, context);
        return comma;
    }

    private void string() throws Unexpected {
        at++;
        for (byte next = peek(); next != '"'; next = peek()) {
            expect(next < 0 || next >= ' ', "in string literal");
            if (next == '\\') {
                escape();
            }
        }
        at++;
    }

    private void escape() throws Unexpected {
        boolean unicode = peek() == 'u';
        expect("bfnrt\\/\"u".indexOf(peek()) >= 0, "in string escape code");
        for (int digit = 0; unicode && digit < 4; digit++) {
            expect(Character.digit(peek(), 16) >= 0, "in \\u hexadecimal character escape");
        }
    }

    private void literal(String word) throws Unexpected {
        at++;
        for (int i = 1; i < word.length(); i++) {
            char wanted = word.charAt(i);
            expect(peek() == wanted, "in literal %s (expecting '%s')".formatted(word, wanted));
        }
    }

    private void number() throws Unexpected {
        boolean negative = peek() == '-';
        if (negative) {
            at++;
        }
        boolean zero = peek() == '0';
        digit(negative ? "in numeric literal" : "looking for beginning of value");
        if (!zero) {
            digits();
        }
        if (is('.')) {
            at++;
            digit("after decimal point in numeric literal");
            digits();
        }
        if (is('e') || is('E')) {
            at++;
            if (is('+') || is('-')) {
                at++;
            }
            digit("in exponent of numeric literal");
            digits();
        }
    }

    private void digit(String context) throws Unexpected {
        expect(isDigit(peek()), context);
    }

    private void digits() {
        while (at < text.length && isDigit(text[at])) {
            at++;
        }
    }

    private static boolean isDigit(byte next) {
        return next >= '0' && next <= '9';
    }

    private boolean is(char wanted) {
        return at < text.length && text[at] == wanted;
    }

    private void skipSpace() {
        while (is(' ') || is('\t') || is('\r') || is('\n')) {
            at++;
        }
    }

    private byte peek() throws Unexpected {
        if (at == text.length) {
            throw new Unexpected("unexpected end of JSON input");
        }
        return text[at];
    }

    /** Takes the next byte, which must be as it should. */
    private void expect(boolean fits, String context) throws Unexpected {
        if (!fits) {
            throw unexpected(context);
        }
        at++;
    }

    private Unexpected unexpected(String context) {
        return new Unexpected(invalid(context));
    }

    private String invalid(String context) {
        return "invalid character " + quoted(text[at]) + " " + context;
    }

    /** One byte as a character, as Go's {@code strconv.Quote} writes it. */
    private static String quoted(byte next) {
        char c = (char) (next & 0xff);
        String shown =
                switch (c) {
                    case '\'' -> "\\'";
                    case '\\' -> "\\\\";
                    case 7 -> "\\a";
                    case '\b' -> "\\b";
                    case '\f' -> "\\f";
                    case '\n' -> "\\n";
                    case '\r' -> "\\r";
                    case '\t' -> "\\t";
                    case 11 -> "\\v";
                    default -> c < ' ' || c == 0x7f ? "\\x%02x".formatted((int) c) : printed(c);
                };
        return "'" + shown + "'";
    }

    private static String printed(char c) {
        boolean visible = c < 0x7f || c > 0xa0 && c != 0xad;
        return visible ? String.valueOf(c) : "\\u%04x".formatted((int) c);
    }
}
