package dev.kaptan.runtime.docker;

import dev.kaptan.runtime.ContainerSpec;
import dev.kaptan.runtime.PodIdentity;
import dev.kaptan.runtime.SandboxSpec;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What our containers are known by; the upstream names are dockershim's. */
final class Labels {

    static final String NODE = "dev.kaptan.node";
    static final String TYPE = "io.kubernetes.docker.type";
    static final String SANDBOX = "podsandbox";
    static final String CONTAINER = "container";
    static final String PROBE = "probe";
    static final String PROBED = "dev.kaptan.probed";

    private static final String POD_NAMESPACE = "io.kubernetes.pod.namespace";
    private static final String POD_NAME = "io.kubernetes.pod.name";
    private static final String POD_UID = "io.kubernetes.pod.uid";
    private static final String CONTAINER_NAME = "io.kubernetes.container.name";
    private static final String SANDBOX_ID = "io.kubernetes.sandbox.id";
    private static final String ATTEMPT = "dev.kaptan.attempt";
    private static final String ADDRESS = "dev.kaptan.address";
    private static final String PID_MODE = "dev.kaptan.pid-mode";
    private static final String IMAGE = "dev.kaptan.image";

    private static final Set<String> OWN =
            Set.of(
                    NODE,
                    TYPE,
                    POD_NAMESPACE,
                    POD_NAME,
                    POD_UID,
                    CONTAINER_NAME,
                    SANDBOX_ID,
                    ATTEMPT,
                    ADDRESS,
                    PID_MODE,
                    IMAGE);

    /** Whose process namespace the containers of a sandbox have. */
    enum PidMode {
        CONTAINER,
        POD,
        HOST
    }

    private final Map<String, String> labels;

    Labels(Map<String, String> labels) {
        this.labels = labels;
    }

    static Map<String, String> of(String node, SandboxSpec spec, @Nullable String address) {
        var labels = identity(node, SANDBOX, spec.pod(), spec.attempt(), spec.labels());
        labels.put(CONTAINER_NAME, "POD");
        labels.put(PID_MODE, pidMode(spec).name());
        if (address != null) {
            labels.put(ADDRESS, address);
        }
        return labels;
    }

    static Map<String, String> of(String node, String sandboxId, ContainerSpec spec) {
        var labels = identity(node, CONTAINER, spec.pod(), spec.attempt(), spec.labels());
        labels.put(CONTAINER_NAME, spec.name());
        labels.put(SANDBOX_ID, sandboxId);
        labels.put(IMAGE, spec.imageReference());
        return labels;
    }

    private static Map<String, String> identity(
            String node, String type, PodIdentity pod, int attempt, Map<String, String> others) {
        var labels = new HashMap<>(others);
        labels.put(NODE, node);
        labels.put(TYPE, type);
        labels.put(POD_NAMESPACE, pod.namespace());
        labels.put(POD_NAME, pod.name());
        labels.put(POD_UID, pod.uid());
        labels.put(ATTEMPT, Integer.toString(attempt));
        return labels;
    }

    private static PidMode pidMode(SandboxSpec spec) {
        if (spec.hostPid()) {
            return PidMode.HOST;
        }
        return spec.shareProcessNamespace() ? PidMode.POD : PidMode.CONTAINER;
    }

    PodIdentity pod() {
        return new PodIdentity(get(POD_NAMESPACE), get(POD_NAME), get(POD_UID));
    }

    String containerName() {
        return get(CONTAINER_NAME);
    }

    String sandboxId() {
        return get(SANDBOX_ID);
    }

    int attempt() {
        return Integer.parseInt(get(ATTEMPT));
    }

    String image() {
        return get(IMAGE);
    }

    @Nullable String address() {
        return labels.get(ADDRESS);
    }

    PidMode pidMode() {
        return PidMode.valueOf(get(PID_MODE));
    }

    /** Without those that this adapter adds. */
    Map<String, String> others() {
        var others = new HashMap<>(labels);
        others.keySet().removeAll(OWN);
        return others;
    }

    private String get(String key) {
        String value = labels.get(key);
        if (value == null) {
            throw new IllegalStateException("a container of this node lacks the label " + key);
        }
        return value;
    }
}
