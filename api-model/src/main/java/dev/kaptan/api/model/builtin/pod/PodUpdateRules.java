package dev.kaptan.api.model.builtin.pod;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.SameMeaning;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.TreeSet;

/** What upstream lets one change of a pod that exists. */
final class PodUpdateRules {

    private static final String MAY_CHANGE =
            "pod updates may not change fields other than"
                + " `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations`"
                + " (only additions to existing tolerations),`spec.terminationGracePeriodSeconds`"
                + " (allow it to be set to 1 if it was previously negative)";

    private PodUpdateRules() {}

    static List<Cause> validate(ObjectNode pod, ObjectNode old) {
        var errors = new FieldErrors();
        ObjectNode spec = Json.ensureObject(pod.deepCopy(), "spec");
        ObjectNode before = Json.ensureObject(old.deepCopy(), "spec");
        PodSpecRules.validate(spec, "spec", errors);
        for (String list : List.of("containers", "initContainers")) {
            if (spec.path(list).size() != before.path(list).size()) {
                errors.forbidden("spec." + list, "pod updates may not add or remove containers");
                return errors.causes();
            }
        }
        deadline(spec, before, errors);
        tolerations(spec, before, errors);
        gates(spec, before, errors);
        takeOver(spec, before);
        if (!SameMeaning.of(spec, before)) {
            errors.forbidden(
                    "spec",
                    MAY_CHANGE + "\nchanged: " + String.join(", ", changed(spec, before)) + "\n");
        }
        return errors.causes();
    }

    private static void deadline(JsonNode spec, JsonNode old, FieldErrors errors) {
        if (!old.has("activeDeadlineSeconds")) {
            return;
        }
        long before = old.path("activeDeadlineSeconds").asLong(0);
        if (!spec.has("activeDeadlineSeconds")) {
            errors.invalidValue(
                    "spec.activeDeadlineSeconds",
                    "null",
                    "must not update from a positive integer to nil value");
        } else if (spec.path("activeDeadlineSeconds").asLong(0) > before) {
            errors.invalid(
                    "spec.activeDeadlineSeconds",
                    spec.path("activeDeadlineSeconds").asLong(0),
                    "must be less than or equal to previous value");
        }
    }

    private static void tolerations(JsonNode spec, JsonNode old, FieldErrors errors) {
        List<ObjectNode> now = Json.objectsAt(spec, "tolerations");
        for (ObjectNode toleration : Json.objectsAt(old, "tolerations")) {
            boolean kept = now.stream().anyMatch(each -> untimed(each).equals(untimed(toleration)));
            if (!kept) {
                errors.forbidden(
                        "spec.tolerations",
                        "existing toleration can not be modified except its tolerationSeconds");
                return;
            }
        }
    }

    private static ObjectNode untimed(ObjectNode toleration) {
        return toleration.deepCopy().without("tolerationSeconds");
    }

    private static void gates(JsonNode spec, JsonNode old, FieldErrors errors) {
        for (ObjectNode gate : Json.objectsAt(spec, "schedulingGates")) {
            if (!Json.objectsAt(old, "schedulingGates").contains(gate)) {
                errors.forbidden(
                        "spec.schedulingGates",
                        "only deletion is allowed, but found new scheduling gate '%s'"
                                .formatted(gate.path("name").asString("")));
            }
        }
    }

    /** Makes {@code spec} equal to {@code old} where a change is allowed. */
    private static void takeOver(ObjectNode spec, ObjectNode old) {
        for (String list : List.of("containers", "initContainers")) {
            List<ObjectNode> containers = Json.objectsAt(spec, list);
            for (int i = 0; i < containers.size(); i++) {
                copy(containers.get(i), (ObjectNode) old.path(list).get(i), "image");
            }
        }
        for (String field : List.of("activeDeadlineSeconds", "tolerations", "schedulingGates")) {
            copy(spec, old, field);
        }
        boolean wasNegative = old.path("terminationGracePeriodSeconds").asLong(0) < 0;
        if (wasNegative && spec.path("terminationGracePeriodSeconds").asLong(0) == 1) {
            copy(spec, old, "terminationGracePeriodSeconds");
        }
    }

    private static void copy(ObjectNode to, ObjectNode from, String field) {
        JsonNode value = from.get(field);
        if (value == null) {
            to.remove(field);
        } else {
            to.set(field, value);
        }
    }

    private static TreeSet<String> changed(ObjectNode spec, ObjectNode old) {
        var names = new TreeSet<String>();
        spec.propertyNames().forEach(names::add);
        old.propertyNames().forEach(names::add);
        names.removeIf(name -> SameMeaning.of(spec.path(name), old.path(name)));
        return names;
    }

    static List<Cause> validateStatus(ObjectNode pod, ObjectNode old) {
        var errors = new FieldErrors();
        String nominated = Json.text(pod, "status", "nominatedNodeName");
        if (!nominated.isEmpty()) {
            errors.invalid(
                    "status.nominatedNodeName", nominated, NameRules.dnsSubdomain(nominated));
        }
        String policy = Json.text(old, "spec", "restartPolicy");
        for (String list : List.of("containerStatuses", "initContainerStatuses")) {
            restarts(pod, old, list, policy, errors);
        }
        return errors.causes();
    }

    /** A container that ended for good stays ended. */
    private static void restarts(
            ObjectNode pod, ObjectNode old, String list, String policy, FieldErrors errors) {
        if (policy.equals("Always")) {
            return;
        }
        List<ObjectNode> statuses = Json.objectsAt(pod, "status", list);
        for (ObjectNode before : Json.objectsAt(old, "status", list)) {
            JsonNode ended = Json.at(before, "state", "terminated");
            boolean mayRestart = policy.equals("OnFailure") && ended.path("exitCode").asInt(0) != 0;
            for (int i = 0; ended.isObject() && !mayRestart && i < statuses.size(); i++) {
                JsonNode now = statuses.get(i);
                boolean same = now.path("name").equals(before.path("name"));
                if (same && !Json.at(now, "state", "terminated").isObject()) {
                    errors.forbidden(
                            "status." + list + "[" + i + "].state",
                            "may not be transitioned to non-terminated state");
                }
            }
        }
    }
}
