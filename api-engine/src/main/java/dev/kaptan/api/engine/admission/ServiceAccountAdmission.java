package dev.kaptan.api.engine.admission;

import dev.kaptan.api.engine.admission.AdmissionRequest.Operation;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Resources;
import dev.kaptan.api.engine.resource.Stored;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.names.Names;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Gives new Pods their ServiceAccount, its token and its pull secrets; upstream's ServiceAccount.
 */
public final class ServiceAccountAdmission implements AdmissionPlugin {

    private static final String MIRROR = "kubernetes.io/config.mirror";
    private static final String USUAL = "default";
    private static final String MOUNT_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static final int TOKEN_SECONDS = 3607;
    private static final int READ_ONLY_MODE = 0644;

    /** The account "default" of a new Namespace may be a moment late. */
    private static final int ATTEMPTS = 10;

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Resource accounts;
    private final RandomGenerator random;

    public ServiceAccountAdmission(Resources resources, RandomGenerator random) {
        this.accounts = resources.require("", "v1", "serviceaccounts");
        this.random = random;
    }

    @Override
    public void mutate(AdmissionRequest request) {
        if (request.operation() != Operation.CREATE || !request.isAbout("", "pods")) {
            return;
        }
        ObjectNode pod = request.requireObject();
        if (Json.at(pod, "metadata", "annotations").has(MIRROR)) {
            return;
        }
        ObjectNode spec = Json.ensureObject(pod, "spec");
        String name = Json.text(spec, "serviceAccountName");
        if (name.isEmpty()) {
            name = USUAL;
            spec.put("serviceAccountName", name);
        }
        spec.put("serviceAccount", name);
        ObjectNode account = require(request, name);
        if (automounts(spec, account)) {
            mountToken(spec);
        }
        JsonNode pullSecrets = account.path("imagePullSecrets");
        if (spec.path("imagePullSecrets").isEmpty() && !pullSecrets.isEmpty()) {
            spec.set("imagePullSecrets", pullSecrets.deepCopy());
        }
    }

    private ObjectNode require(AdmissionRequest request, String name) {
        String key = accounts.key(request.namespace(), name);
        int attempts = name.equals(USUAL) ? ATTEMPTS : 1;
        for (int attempt = 1; ; attempt++) {
            @Nullable Stored account = accounts.base(key);
            if (account != null) {
                return account.object();
            }
            if (attempt == attempts || !pause()) {
                throw request.forbidden(
                        "error looking up service account %s/%s: serviceaccount \"%s\" not found"
                                .formatted(request.namespace(), name, name));
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean automounts(ObjectNode spec, ObjectNode account) {
        JsonNode ofPod = spec.path("automountServiceAccountToken");
        JsonNode ofAccount = account.path("automountServiceAccountToken");
        return ofPod.isBoolean() ? ofPod.asBoolean() : ofAccount.asBoolean(true);
    }

    private void mountToken(ObjectNode spec) {
        List<ObjectNode> containers = new ArrayList<>(Json.objectsAt(spec, "containers"));
        containers.addAll(Json.objectsAt(spec, "initContainers"));
        List<ObjectNode> lacking = containers.stream().filter(c -> !mountsToken(c)).toList();
        if (lacking.isEmpty()) {
            return;
        }
        String volume = Names.generate("kube-api-access-", random);
        tokenVolume(spec.withArray("volumes").addObject(), volume);
        for (ObjectNode container : lacking) {
            container
                    .withArray("volumeMounts")
                    .addObject()
                    .put("name", volume)
                    .put("readOnly", true)
                    .put("mountPath", MOUNT_PATH);
        }
    }

    private static boolean mountsToken(ObjectNode container) {
        return Json.objectsAt(container, "volumeMounts").stream()
                .anyMatch(mount -> Json.text(mount, "mountPath").equals(MOUNT_PATH));
    }

    private static void tokenVolume(ObjectNode volume, String name) {
        ObjectNode projected = volume.put("name", name).putObject("projected");
        projected.put("defaultMode", READ_ONLY_MODE);
        var sources = projected.putArray("sources");
        sources.addObject()
                .putObject("serviceAccountToken")
                .put("expirationSeconds", TOKEN_SECONDS)
                .put("path", "token");
        ObjectNode authority = sources.addObject().putObject("configMap");
        authority.put("name", "kube-root-ca.crt");
        authority.putArray("items").addObject().put("key", "ca.crt").put("path", "ca.crt");
        ObjectNode namespace =
                sources.addObject().putObject("downwardAPI").putArray("items").addObject();
        namespace.put("path", "namespace");
        namespace
                .putObject("fieldRef")
                .put("apiVersion", "v1")
                .put("fieldPath", "metadata.namespace");
    }
}
