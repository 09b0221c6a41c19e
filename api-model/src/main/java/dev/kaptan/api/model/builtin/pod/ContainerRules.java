package dev.kaptan.api.model.builtin.pod;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.FieldErrors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What upstream asks of one container. */
final class ContainerRules {

    private final ObjectNode container;
    private final String path;
    private final FieldErrors errors;

    ContainerRules(ObjectNode container, String path, FieldErrors errors) {
        this.container = container;
        this.path = path;
        this.errors = errors;
    }

    /**
     * @param names names of the containers before this one; this one's is added
     * @param volumes names of the pod's volumes
     */
    void validate(Set<String> names, Set<String> volumes) {
        name(names);
        image();
        EnvironmentRules.validate(container, path, errors);
        ResourceRules.validate(container.path("resources"), path + ".resources", errors);
        mounts(volumes);
        security();
    }

    private void name(Set<String> names) {
        String name = container.path("name").asString("");
        List<String> wrong = NameRules.dnsLabel(name);
        if (name.isEmpty()) {
            errors.required(path + ".name");
        } else if (!wrong.isEmpty()) {
            errors.invalid(path + ".name", name, wrong);
        } else if (!names.add(name)) {
            errors.duplicate(path + ".name", name);
        }
    }

    private void image() {
        String image = container.path("image").asString("");
        if (image.isEmpty()) {
            errors.required(path + ".image");
        } else if (!image.strip().equals(image)) {
            errors.invalid(path + ".image", image, "must not have leading or trailing whitespace");
        }
    }

    private void mounts(Set<String> volumes) {
        Set<String> paths = new HashSet<>();
        List<ObjectNode> mounts = Json.objectsAt(container, "volumeMounts");
        for (int i = 0; i < mounts.size(); i++) {
            mount(mounts.get(i), path + ".volumeMounts[" + i + "]", volumes, paths);
        }
    }

    private void mount(ObjectNode mount, String place, Set<String> volumes, Set<String> paths) {
        String name = mount.path("name").asString("");
        String mountPath = mount.path("mountPath").asString("");
        if (name.isEmpty()) {
            errors.required(place + ".name");
        } else if (!volumes.contains(name)) {
            errors.notFound(place + ".name", name);
        }
        if (mountPath.isEmpty()) {
            errors.required(place + ".mountPath");
        } else if (!paths.add(mountPath)) {
            errors.invalid(place + ".mountPath", mountPath, "must be unique");
        }
        String subPath = mount.path("subPath").asString("");
        String expression = mount.path("subPathExpr").asString("");
        if (!subPath.isEmpty() && !expression.isEmpty()) {
            errors.invalid(
                    place + ".subPathExpr",
                    expression,
                    "subPathExpr and subPath are mutually exclusive");
        }
        VolumeRules.relative(subPath, place + ".subPath", errors);
        VolumeRules.relative(expression, place + ".subPathExpr", errors);
    }

    private void security() {
        JsonNode context = container.path("securityContext");
        boolean escalationDenied =
                context.has("allowPrivilegeEscalation")
                        && !context.path("allowPrivilegeEscalation").asBoolean(true);
        if (escalationDenied && context.path("privileged").asBoolean(false)) {
            errors.invalidValue(
                    path + ".securityContext",
                    context,
                    "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }
        for (String id : List.of("runAsUser", "runAsGroup")) {
            long value = context.path(id).asLong(0);
            if (value < 0 || value > Integer.MAX_VALUE) {
                errors.invalid(
                        path + ".securityContext." + id,
                        value,
                        "must be between 0 and 2147483647, inclusive");
            }
        }
    }

    /** Rules that depend on the list that the container is in. */
    void validateRole(String list) {
        boolean sidecar = container.path("restartPolicy").asString("").equals("Always");
        switch (list) {
            case "initContainers" -> {
                if (!sidecar) {
                    forbid(
                            List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe"),
                            "may not be set for init containers without restartPolicy=Always");
                }
            }
            case "ephemeralContainers" ->
                    forbid(
                            List.of(
                                    "ports",
                                    "lifecycle",
                                    "livenessProbe",
                                    "readinessProbe",
                                    "startupProbe",
                                    "resizePolicy"),
                            "cannot be set for an Ephemeral Container");
            default -> {}
        }
        ProbeRules.validate(container, path, errors);
    }

    private void forbid(List<String> fields, String why) {
        fields.stream()
                .filter(container::has)
                .forEach(field -> errors.forbidden(path + "." + field, why));
    }
}
