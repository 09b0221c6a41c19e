package dev.kaptan.api.model.openapi;

import java.util.List;

/** Media types and status texts of the documents. */
final class MediaTypes {

    private static final List<String> PATCHES =
            List.of(
                    "application/json-patch+json",
                    "application/merge-patch+json",
                    "application/strategic-merge-patch+json");

    private MediaTypes() {}

    static List<String> consumed(Operation operation) {
        return operation.patches() ? PATCHES : List.of("*/*");
    }

    static String phrase(int code) {
        return switch (code) {
            case 201 -> "Created";
            case 202 -> "Accepted";
            default -> "OK";
        };
    }
}
