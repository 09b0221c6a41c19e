package dev.kaptan.api.model.decode;

import dev.kaptan.api.model.status.ApiException;

/** What a write says about fields that its kind does not have ({@code fieldValidation=}). */
public enum FieldValidation {
    IGNORE,
    WARN,
    STRICT;

    /**
     * Reads the query parameter; empty means {@code Warn}.
     *
     * @throws ApiException BadRequest for another value
     */
    public static FieldValidation of(String parameter) {
        return switch (parameter) {
            case "", "Warn" -> WARN;
            case "Ignore" -> IGNORE;
            case "Strict" -> STRICT;
            default ->
                    throw ApiException.badRequest(
                            "fieldValidation parameter unsupported: \""
                                    + parameter
                                    + "\", supported values: \"Ignore\", \"Strict\", \"Warn\"");
        };
    }
}
