package dev.kaptan.controller.furnishing;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;

import org.jspecify.annotations.Nullable;

/** The account of Pods that name none. */
final class ServiceAccountFurniture implements Furniture<ServiceAccount> {

    @Override
    public String name() {
        return "default";
    }

    @Override
    public ServiceAccount in(String namespace, @Nullable ServiceAccount present) {
        if (present != null) {
            return present;
        }
        return new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name())
                .endMetadata()
                .build();
    }
}
