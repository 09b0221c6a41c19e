package dev.kaptan.api.engine.subresource;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.status.ApiException;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** Which container of a Pod a request means. */
final class PodContainers {

    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

    private PodContainers() {}

    /**
     * The container asked for; the annotated default or the only one where none was.
     *
     * @throws ApiException BadRequest where it does not exist or the choice is open
     */
    static String choose(ObjectNode pod, String asked) {
        List<String> containers = names(pod, "containers");
        List<String> init = names(pod, "initContainers");
        List<String> all = new ArrayList<>(containers);
        all.addAll(init);
        all.addAll(names(pod, "ephemeralContainers"));
        String podName = Json.text(pod, "metadata", "name");
        if (!asked.isEmpty()) {
            if (!all.contains(asked)) {
                throw ApiException.badRequest(
                        "container %s is not valid for pod %s".formatted(asked, podName));
            }
            return asked;
        }
        String annotated = Json.text(pod, "metadata", "annotations", DEFAULT_CONTAINER);
        if (all.contains(annotated)) {
            return annotated;
        }
        if (containers.size() == 1) {
            return containers.getFirst();
        }
        throw ApiException.badRequest(openChoice(podName, containers, init));
    }

    private static String openChoice(String pod, List<String> containers, List<String> init) {
        String message =
                "a container name must be specified for pod %s, choose one of: %s"
                        .formatted(pod, listed(containers));
        return init.isEmpty()
                ? message
                : message + " or one of the init containers: " + listed(init);
    }

    private static String listed(List<String> names) {
        return "[" + String.join(" ", names) + "]";
    }

    private static List<String> names(ObjectNode pod, String field) {
        return Json.objectsAt(pod, "spec", field).stream()
                .map(container -> Json.text(container, "name"))
                .toList();
    }

    /**
     * @throws ApiException BadRequest where the Pod has run to its end
     */
    static void requireNotCompleted(ObjectNode pod) {
        String phase = Json.text(pod, "status", "phase");
        if (phase.equals("Succeeded") || phase.equals("Failed")) {
            throw ApiException.badRequest(
                    "cannot exec into a container in a completed pod; current phase is " + phase);
        }
    }
}
