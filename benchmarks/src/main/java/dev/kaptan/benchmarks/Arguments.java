package dev.kaptan.benchmarks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Arguments of the form {@code --name=value}. What nobody asked for is reported, not ignored. */
public final class Arguments {

    private final Map<String, String> values;
    private final Set<String> asked = new HashSet<>();

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    public static Arguments parse(List<String> words) {
        var values = new LinkedHashMap<String, String>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (!word.startsWith("--") || equals < 3) {
                throw new IllegalArgumentException("arguments look like --name=value, not " + word);
            }
            values.put(word.substring(2, equals), word.substring(equals + 1));
        }
        return new Arguments(values);
    }

    public String text(String name, String otherwise) {
        asked.add(name);
        return values.getOrDefault(name, otherwise);
    }

    public String required(String name) {
        String value = text(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("--" + name + "=... is missing");
        }
        return value;
    }

    public int number(String name, int otherwise) {
        String value = text(name, Integer.toString(otherwise));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("--" + name + " must be a number, is " + value);
        }
    }

    /** Numbers separated by commas. */
    public List<Integer> numbers(String name, String otherwise) {
        var numbers = new ArrayList<Integer>();
        for (String one : text(name, otherwise).split(",", -1)) {
            numbers.add(Integer.valueOf(one.strip()));
        }
        return numbers;
    }

    Set<String> neverAsked() {
        var unknown = new HashSet<>(values.keySet());
        unknown.removeAll(asked);
        return unknown;
    }
}
