package dev.kaptan.controller.ownership;

import dev.kaptan.client.meta.Owners;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

import org.jspecify.annotations.Nullable;

import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;

/** Writes owner references, so that objects come to and leave an owner with their labels. */
public final class Claimer {
    private static final PatchContext STRATEGIC = PatchContext.of(PatchType.STRATEGIC_MERGE);

    /** A refused patch of an owner reference means that the object is not ours (any more). */
    private static final int UNPROCESSABLE = 422;

    private final KubernetesClient client;

    public Claimer(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Adopts and releases.
     *
     * @param candidates at least what the owner controls and what nobody controls
     * @return what is the owner's now
     */
    public <T extends HasMetadata> List<T> claim(
            HasMetadata owner, LabelSelector selector, List<T> candidates) {
        var claims = Claims.among(candidates, owner, selector);
        claims.release().forEach(object -> release(owner, object));
        if (claims.adopt().isEmpty() || !stillThere(owner)) {
            return claims.owned();
        }
        var owned = new ArrayList<>(claims.owned());
        for (var object : claims.adopt()) {
            var adopted = adopt(owner, object);
            if (adopted != null) {
                owned.add(adopted);
            }
        }
        return owned;
    }

    /**
     * Asks the server, past the mirror: an owner that was deleted and made anew under its name must
     * not adopt for its predecessor.
     */
    private boolean stillThere(HasMetadata owner) {
        var fresh = client.resource(owner).get();
        return fresh != null
                && fresh.getMetadata().getUid().equals(owner.getMetadata().getUid())
                && !Owners.terminating(fresh);
    }

    private <T extends HasMetadata> @Nullable T adopt(HasMetadata owner, T object) {
        var reference = Owners.controllerReference(owner);
        return patch(object, client.getKubernetesSerialization().asJson(reference));
    }

    private void release(HasMetadata owner, HasMetadata object) {
        patch(object, "{\"$patch\":\"delete\",\"uid\":\"" + owner.getMetadata().getUid() + "\"}");
    }

    private <T extends HasMetadata> @Nullable T patch(T object, String reference) {
        var patch =
                "{\"metadata\":{\"uid\":\""
                        + object.getMetadata().getUid()
                        + "\",\"ownerReferences\":["
                        + reference
                        + "]}}";
        try {
            return client.resource(object).patch(STRATEGIC, patch);
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                    || refused.getCode() == UNPROCESSABLE) {
                return null;
            }
            throw refused;
        }
    }
}
