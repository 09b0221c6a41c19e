package dev.kaptan.api.engine.admission;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Lets Pods bear a lost node for five minutes where they do not say otherwise. */
public final class DefaultTolerationSeconds implements AdmissionPlugin {

    private static final int SECONDS = 300;
    private static final List<String> TAINTS =
            List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

    @Override
    public void mutate(AdmissionRequest request) {
        if (request.object() == null || !request.isAbout("", "pods")) {
            return;
        }
        ObjectNode spec = Json.ensureObject(request.requireObject(), "spec");
        for (String taint : TAINTS) {
            boolean borne =
                    Json.objectsAt(spec, "tolerations").stream()
                            .anyMatch(toleration -> bears(toleration, taint));
            if (!borne) {
                spec.withArray("tolerations")
                        .addObject()
                        .put("key", taint)
                        .put("operator", "Exists")
                        .put("effect", "NoExecute")
                        .put("tolerationSeconds", SECONDS);
            }
        }
    }

    private static boolean bears(ObjectNode toleration, String taint) {
        String key = Json.text(toleration, "key");
        String effect = Json.text(toleration, "effect");
        return (key.equals(taint) || key.isEmpty())
                && (effect.equals("NoExecute") || effect.isEmpty());
    }
}
