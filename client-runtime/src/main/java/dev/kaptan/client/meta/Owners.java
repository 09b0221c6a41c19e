package dev.kaptan.client.meta;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

import org.jspecify.annotations.Nullable;

/** Owner references as controllers write and read them. */
public final class Owners {
    private Owners() {}

    /** The reference to the one owner that controls the object, or null. */
    public static @Nullable OwnerReference controllerOf(HasMetadata object) {
        for (var owner : object.getMetadata().getOwnerReferences()) {
            if (Boolean.TRUE.equals(owner.getController())) {
                return owner;
            }
        }
        return null;
    }

    /** Whether exactly this owner, by uid, controls the object. */
    public static boolean controls(HasMetadata owner, HasMetadata object) {
        var reference = controllerOf(object);
        return reference != null && reference.getUid().equals(owner.getMetadata().getUid());
    }

    /**
     * The reference by which an owner controls what it creates, and which holds up its deletion.
     */
    public static OwnerReference controllerReference(HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    /** Whether the object waits for its deletion. */
    @SuppressWarnings("NullAway") // the client's model is not annotated
    public static boolean terminating(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() != null;
    }
}
