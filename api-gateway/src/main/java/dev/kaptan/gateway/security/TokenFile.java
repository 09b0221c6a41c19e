package dev.kaptan.gateway.security;

import dev.kaptan.api.engine.auth.TokenAuthenticator;
import dev.kaptan.api.engine.auth.User;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Upstream's static token file: a line of CSV a token, {@code token,user,uid,"group1,group2"}, the
 * groups optional.
 */
public final class TokenFile implements TokenAuthenticator {

    private final Map<String, User> users = new HashMap<>();

    public static TokenFile read(Path file) {
        try {
            return new TokenFile(Files.readAllLines(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "kaptan.gateway.token-file: cannot use '" + file + "': " + e.getMessage(), e);
        }
    }

    TokenFile(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                add(fields(lines.get(i)), i + 1);
            }
        }
    }

    private void add(List<String> fields, int line) {
        if (fields.size() < 3 || fields.get(0).isEmpty() || fields.get(1).isEmpty()) {
            throw new IllegalArgumentException(
                    "line " + line + " is not of the form token,user,uid,\"group1,group2\"");
        }
        var groups = fields.size() > 3 ? fields.get(3) : "";
        users.put(fields.get(0), new User(fields.get(1), fields.get(2), split(groups), Map.of()));
    }

    private static List<String> split(String groups) {
        return Arrays.stream(groups.split(","))
                .map(String::strip)
                .filter(group -> !group.isEmpty())
                .toList();
    }

    /** The fields of a line of CSV (RFC 4180), surrounding spaces removed. */
    private static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }

    /** Tokens of the file are meant for this API server and nobody else. */
    @Override
    public @Nullable Identity authenticate(String token, List<String> audiences) {
        var user = users.get(token);
        return user == null ? null : new Identity(user, audiences);
    }
}
