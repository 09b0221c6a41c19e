package dev.kaptan.api.model.meta;

import dev.kaptan.api.model.status.FieldErrors;

import tools.jackson.databind.JsonNode;

/** What upstream asks of owner references. */
final class OwnerRules {

    private static final String PATH = "metadata.ownerReferences";

    private OwnerRules() {}

    static void validate(JsonNode owners, FieldErrors errors) {
        String controller = "";
        for (JsonNode owner : owners) {
            reference(owner, errors);
            if (owner.path("controller").asBoolean(false)) {
                String name =
                        owner.path("kind").asString("") + "/" + owner.path("name").asString("");
                if (!controller.isEmpty()) {
                    errors.invalidValue(
                            PATH,
                            owners,
                            "Only one reference can have Controller set to true. Found \"true\" in references for %s and %s"
                                    .formatted(controller, name));
                }
                controller = name;
            }
        }
    }

    private static void reference(JsonNode owner, FieldErrors errors) {
        if (owner.path("apiVersion").asString("").isEmpty()) {
            errors.invalid(PATH + ".apiVersion", "", "version must not be empty");
        }
        for (String field : new String[] {"kind", "name", "uid"}) {
            if (owner.path(field).asString("").isEmpty()) {
                errors.invalid(PATH + "." + field, "", "must not be empty");
            }
        }
        if (owner.path("kind").asString("").equals("Event")
                && owner.path("apiVersion").asString("").equals("v1")) {
            errors.invalidValue(
                    PATH,
                    "\"v1, Kind=Event\"",
                    "/v1, Kind=Event is disallowed from being an owner");
        }
    }
}
