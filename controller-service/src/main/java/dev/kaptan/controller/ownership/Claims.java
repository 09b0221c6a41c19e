package dev.kaptan.controller.ownership;

import dev.kaptan.client.meta.Owners;
import dev.kaptan.client.meta.Selectors;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;

import java.util.ArrayList;
import java.util.List;

/**
 * What belongs to an owner, what should, and what no longer does.
 *
 * @param owned controlled by the owner and matched by its selector
 * @param adopt orphans that its selector matches
 * @param release controlled by it but no longer matched
 */
record Claims<T extends HasMetadata>(List<T> owned, List<T> adopt, List<T> release) {
    Claims {
        owned = List.copyOf(owned);
        adopt = List.copyOf(adopt);
        release = List.copyOf(release);
    }

    /**
     * Sorts candidates of the owner's namespace. An owner on its way out neither adopts nor
     * releases.
     *
     * @param candidates at least what it controls and what nobody controls
     */
    static <T extends HasMetadata> Claims<T> among(
            List<T> candidates, HasMetadata owner, LabelSelector selector) {
        var uid = owner.getMetadata().getUid();
        boolean leaving = Owners.terminating(owner);
        var owned = new ArrayList<T>();
        var adopt = new ArrayList<T>();
        var release = new ArrayList<T>();
        for (var candidate : candidates) {
            boolean matches = Selectors.matches(selector, candidate.getMetadata().getLabels());
            var controller = Owners.controllerOf(candidate);
            boolean fixed = leaving || Owners.terminating(candidate);
            if (controller == null) {
                if (matches && !fixed) {
                    adopt.add(candidate);
                }
            } else if (controller.getUid().equals(uid)) {
                if (matches) {
                    owned.add(candidate);
                } else if (!fixed) {
                    release.add(candidate);
                }
            }
        }
        return new Claims<>(owned, adopt, release);
    }
}
