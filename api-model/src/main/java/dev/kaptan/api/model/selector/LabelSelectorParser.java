package dev.kaptan.api.model.selector;

import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.selector.LabelSelector.Operator;
import dev.kaptan.api.model.selector.LabelSelector.Requirement;

import java.util.ArrayList;
import java.util.List;

/** Upstream's grammar of label selectors, with its error texts. */
final class LabelSelectorParser {

    private static final String SPECIAL = "=!(),><";
    private static final String END = "";

    private final List<String> tokens = new ArrayList<>();
    private int next;

    LabelSelectorParser(String text) {
        int i = 0;
        while (i < text.length()) {
            i = token(text, i);
        }
    }

    private int token(String text, int start) {
        char c = text.charAt(start);
        if (Character.isWhitespace(c)) {
            return start + 1;
        }
        int end = start + 1;
        if (SPECIAL.indexOf(c) >= 0) {
            boolean pair = (c == '=' || c == '!') && end < text.length() && text.charAt(end) == '=';
            end += pair ? 1 : 0;
        } else {
            while (end < text.length() && isWord(text.charAt(end))) {
                end++;
            }
        }
        tokens.add(text.substring(start, end));
        return end;
    }

    private static boolean isWord(char c) {
        return SPECIAL.indexOf(c) < 0 && !Character.isWhitespace(c);
    }

    private static boolean isWord(String token) {
        return !token.isEmpty() && isWord(token.charAt(0));
    }

    List<Requirement> parse() {
        var requirements = new ArrayList<Requirement>();
        while (!peek().equals(END)) {
            requirements.add(requirement());
            String separator = take();
            if (separator.equals(END)) {
                break;
            }
            if (!separator.equals(",")) {
                throw unexpected(separator, "',' or 'end of string'");
            }
            if (!isWord(peek()) && !peek().equals("!")) {
                throw unexpected(peek(), "identifier after ','");
            }
        }
        return requirements;
    }

    private Requirement requirement() {
        boolean negated = peek().equals("!");
        if (negated) {
            take();
        }
        String key = take();
        if (!isWord(key)) {
            throw unexpected(key, negated ? "identifier" : "!, identifier, or 'end of string'");
        }
        checkKey(key);
        if (negated) {
            return new Requirement(key, Operator.DOES_NOT_EXIST, List.of());
        }
        if (peek().equals(END) || peek().equals(",")) {
            return new Requirement(key, Operator.EXISTS, List.of());
        }
        return comparison(key, take());
    }

    private Requirement comparison(String key, String operator) {
        return switch (operator) {
            case "=", "==" -> requirement(key, Operator.IN, List.of(value()));
            case "!=" -> requirement(key, Operator.NOT_IN, List.of(value()));
            case ">" -> requirement(key, Operator.GREATER_THAN, List.of(integer(key)));
            case "<" -> requirement(key, Operator.LESS_THAN, List.of(integer(key)));
            case "in" -> requirement(key, Operator.IN, values());
            case "notin" -> requirement(key, Operator.NOT_IN, values());
            default -> throw unexpected(operator, "in, notin, =, ==, !=, gt, lt");
        };
    }

    private static Requirement requirement(String key, Operator operator, List<String> values) {
        for (String value : values) {
            List<String> wrong = NameRules.labelValue(value);
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException(
                        "values[0][%s]: Invalid value: \"%s\": %s"
                                .formatted(key, value, String.join("; ", wrong)));
            }
        }
        return new Requirement(key, operator, values);
    }

    private static void checkKey(String key) {
        List<String> wrong = NameRules.qualifiedName(key);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    "key: Invalid value: \"%s\": %s".formatted(key, String.join("; ", wrong)));
        }
    }

    private String value() {
        if (peek().equals(END) || peek().equals(",")) {
            return "";
        }
        String value = take();
        if (!isWord(value)) {
            throw unexpected(value, "identifier");
        }
        return value;
    }

    private String integer(String key) {
        String value = value();
        try {
            return Long.toString(Long.parseLong(value));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "values[0][%s]: Invalid value: \"%s\": for 'Gt', 'Lt' operators, the value must be an integer"
                            .formatted(key, value),
                    e);
        }
    }

    private List<String> values() {
        String open = take();
        if (!open.equals("(")) {
            throw unexpected(open, "'('");
        }
        var values = new ArrayList<String>();
        while (true) {
            values.add(isWord(peek()) ? take() : "");
            String separator = take();
            if (separator.equals(")")) {
                return values.stream().distinct().toList();
            }
            if (!separator.equals(",")) {
                throw unexpected(separator, "',' or ')'");
            }
        }
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : END;
    }

    private String take() {
        String token = peek();
        next++;
        return token;
    }

    private static IllegalArgumentException unexpected(String found, String expected) {
        return new IllegalArgumentException(
                "unable to parse requirement: found '%s', expected: %s".formatted(found, expected));
    }
}
