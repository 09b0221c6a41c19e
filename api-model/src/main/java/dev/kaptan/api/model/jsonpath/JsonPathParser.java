package dev.kaptan.api.model.jsonpath;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a path's steps off its text. */
final class JsonPathParser {

    private static final Pattern FILTER =
            Pattern.compile("\\?\\(\\s*@(\\S*?)\\s*(?:(==|!=|<=|>=|<|>)\\s*(.+?))?\\s*\\)");

    private final String text;
    private int at;

    JsonPathParser(String path) {
        String inner =
                path.startsWith("{") && path.endsWith("}")
                        ? path.substring(1, path.length() - 1)
                        : path;
        this.text = inner.startsWith("$") ? inner.substring(1) : inner;
    }

    List<Step> parse() {
        var steps = new ArrayList<Step>();
        while (at < text.length()) {
            step(steps);
        }
        return List.copyOf(steps);
    }

    private void step(List<Step> steps) {
        char c = text.charAt(at);
        if (c == '[') {
            steps.add(bracket(bracketed()));
        } else if (text.startsWith("..", at)) {
            at += 2;
            steps.add(new Step.Descendants());
            if (at < text.length() && text.charAt(at) != '[') {
                steps.add(named(name()));
            }
        } else {
            at += c == '.' ? 1 : 0;
            if (at < text.length() && text.charAt(at) != '[') {
                steps.add(named(name()));
            }
        }
    }

    private static Step named(String name) {
        return name.equals("*") ? new Step.All() : new Step.Field(name);
    }

    /** A name up to the next dot or bracket; a backslash escapes a dot. */
    private String name() {
        var name = new StringBuilder();
        while (at < text.length() && ".[".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            name.append(text.charAt(at++));
        }
        if (name.isEmpty()) {
            throw malformed("a name is missing");
        }
        return name.toString();
    }

    private String bracketed() {
        int start = ++at;
        char quote = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == ']') {
                return text.substring(start, at++);
            }
        }
        throw malformed("unterminated array");
    }

    private Step bracket(String inner) {
        if (inner.equals("*")) {
            return new Step.All();
        }
        if (inner.startsWith("'") || inner.startsWith("\"")) {
            return new Step.Field(inner.substring(1, inner.length() - 1));
        }
        if (inner.startsWith("?")) {
            return filter(inner);
        }
        if (inner.matches("-?[0-9]{1,9}")) {
            return new Step.Index(Integer.parseInt(inner));
        }
        throw malformed("invalid array index " + inner);
    }

    private Step filter(String inner) {
        Matcher matcher = FILTER.matcher(inner);
        if (!matcher.matches()) {
            throw malformed("invalid filter " + inner);
        }
        List<Step> path = new JsonPathParser(matcher.group(1)).parse();
        String operator = matcher.group(2);
        return operator == null
                ? new Step.Filter(path, "", null)
                : new Step.Filter(path, operator, literal(matcher.group(3)));
    }

    private static JsonNode literal(String text) {
        boolean quoted = text.startsWith("'") || text.startsWith("\"");
        return quoted
                ? JsonNodeFactory.instance.stringNode(text.substring(1, text.length() - 1))
                : Json.parse(text);
    }

    private IllegalArgumentException malformed(String why) {
        return new IllegalArgumentException(
                "JSONPath \"%s\": %s at offset %d".formatted(text, why, at));
    }
}
