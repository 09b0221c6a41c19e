package dev.kaptan.api.model.openapi;

import java.util.List;

/** A path, what its operations share, and its operations. */
record PathItem(String path, List<Parameter> parameters, List<Operation> operations) {
    PathItem {
        parameters = List.copyOf(parameters);
        operations = List.copyOf(operations);
    }
}
