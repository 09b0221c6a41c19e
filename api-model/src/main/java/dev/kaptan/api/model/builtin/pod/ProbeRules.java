package dev.kaptan.api.model.builtin.pod;

import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.FieldErrors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** What upstream asks of probes and lifecycle hooks. */
final class ProbeRules {

    private static final List<String> PROBE_HANDLERS =
            List.of("exec", "httpGet", "tcpSocket", "grpc");
    private static final List<String> HOOK_HANDLERS =
            List.of("exec", "httpGet", "tcpSocket", "sleep");
    private static final List<String> TIMES =
            List.of(
                    "initialDelaySeconds",
                    "timeoutSeconds",
                    "periodSeconds",
                    "successThreshold",
                    "failureThreshold");

    private ProbeRules() {}

    static void validate(ObjectNode container, String path, FieldErrors errors) {
        for (String name : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            JsonNode probe = container.path(name);
            if (probe.isObject()) {
                probe(probe, path + "." + name, !name.equals("readinessProbe"), errors);
            }
        }
        for (String name : List.of("postStart", "preStop")) {
            JsonNode hook = container.path("lifecycle").path(name);
            if (hook.isObject()) {
                handler(hook, HOOK_HANDLERS, path + ".lifecycle." + name, errors);
            }
        }
    }

    private static void probe(JsonNode probe, String path, boolean once, FieldErrors errors) {
        handler(probe, PROBE_HANDLERS, path, errors);
        TIMES.forEach(time -> errors.negative(path + "." + time, probe.path(time).asLong(0)));
        long successes = probe.path("successThreshold").asLong(1);
        if (once && successes != 1) {
            errors.invalid(path + ".successThreshold", successes, "must be 1");
        }
        if (probe.has("terminationGracePeriodSeconds")) {
            long grace = probe.path("terminationGracePeriodSeconds").asLong(0);
            if (!once) {
                errors.invalid(
                        path + ".terminationGracePeriodSeconds",
                        grace,
                        "must not be set for readinessProbes");
            } else if (grace <= 0) {
                errors.invalid(
                        path + ".terminationGracePeriodSeconds", grace, "must be greater than 0");
            }
        }
    }

    private static void handler(
            JsonNode action, List<String> handlers, String path, FieldErrors errors) {
        var found = new ArrayList<>(handlers.stream().filter(action::has).toList());
        if (found.isEmpty()) {
            errors.required(path, "must specify a handler type");
            return;
        }
        String first = found.removeFirst();
        found.forEach(extra ->
                errors.forbidden(path + "." + extra, "may not specify more than 1 handler type"));
        JsonNode handler = action.path(first);
        String place = path + "." + first;
        switch (first) {
            case "exec" -> {
                if (handler.path("command").isEmpty()) {
                    errors.required(place + ".command");
                }
            }
            case "httpGet" -> {
                if (handler.path("path").asString("").isEmpty()) {
                    errors.required(place + ".path");
                }
                port(handler.path("port"), place + ".port", errors);
            }
            case "tcpSocket", "grpc" -> port(handler.path("port"), place + ".port", errors);
            default -> {}
        }
    }

    private static void port(JsonNode port, String path, FieldErrors errors) {
        if (port.isString()) {
            errors.invalid(path, port.asString(), NameRules.portName(port.asString()));
        } else {
            long number = port.asLong(0);
            NameRules.portNumber(number).forEach(text -> errors.invalid(path, number, text));
        }
    }
}
