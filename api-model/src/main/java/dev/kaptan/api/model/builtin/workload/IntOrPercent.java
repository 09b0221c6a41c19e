package dev.kaptan.api.model.builtin.workload;

import dev.kaptan.api.model.status.FieldErrors;

import tools.jackson.databind.JsonNode;

/** A count, or a share such as {@code 25%}. */
record IntOrPercent(JsonNode value) {

    static IntOrPercent of(JsonNode value) {
        return new IntOrPercent(value);
    }

    boolean isZero() {
        return value.isNumber() ? value.asLong() == 0 : value.asString("").equals("0%");
    }

    String shown() {
        return value.toString();
    }

    void validate(String path, boolean atMostAll, FieldErrors errors) {
        if (value.isNumber()) {
            errors.negative(path, value.asLong());
            return;
        }
        String text = value.asString("");
        if (!text.matches("[0-9]+%")) {
            errors.invalid(
                    path,
                    text,
                    "a valid percent string must be a numeric string followed by an ending '%'"
                            + " (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')");
        } else if (atMostAll && text.length() > 3 && !text.equals("100%")) {
            errors.invalid(path, text, "must not be greater than 100%");
        }
    }
}
