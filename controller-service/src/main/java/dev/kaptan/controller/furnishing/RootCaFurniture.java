package dev.kaptan.controller.furnishing;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** The certificates by which Pods verify the API server. */
final class RootCaFurniture implements Furniture<ConfigMap> {
    private static final String DESCRIPTION =
            "Contains a CA bundle that can be used to verify the kube-apiserver when using internal"
                    + " endpoints such as the internal service IP or kubernetes.default.svc. No"
                    + " other usage is guaranteed across distributions of Kubernetes clusters.";

    private final Map<String, String> data;

    RootCaFurniture(String certificates) {
        data = Map.of("ca.crt", certificates);
    }

    @Override
    public String name() {
        return "kube-root-ca.crt";
    }

    @Override
    public ConfigMap in(String namespace, @Nullable ConfigMap present) {
        if (present != null && data.equals(present.getData())) {
            return present;
        }
        var builder = present == null ? new ConfigMapBuilder() : new ConfigMapBuilder(present);
        return builder.editOrNewMetadata()
                .withNamespace(namespace)
                .withName(name())
                .addToAnnotations("kubernetes.io/description", DESCRIPTION)
                .endMetadata()
                .withData(data)
                .build();
    }
}
