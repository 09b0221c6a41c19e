package dev.kaptan.runtime;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a container's processes may do.
 *
 * @param runAsUser null for the image's user
 * @param runAsGroup null for the group of the image's user; needs {@code runAsUser}
 * @param capabilitiesAdd without the {@code CAP_} in front
 * @param capabilitiesDrop without the {@code CAP_} in front
 * @param seccompProfile {@code unconfined}, the JSON text of a profile, or null for the engine's
 */
public record SecurityContext(
        @Nullable Long runAsUser,
        @Nullable Long runAsGroup,
        List<Long> supplementalGroups,
        boolean privileged,
        boolean readOnlyRootFilesystem,
        List<String> capabilitiesAdd,
        List<String> capabilitiesDrop,
        boolean noNewPrivileges,
        @Nullable String seccompProfile) {

    public SecurityContext {
        supplementalGroups = List.copyOf(supplementalGroups);
        capabilitiesAdd = List.copyOf(capabilitiesAdd);
        capabilitiesDrop = List.copyOf(capabilitiesDrop);
        if (runAsGroup != null && runAsUser == null) {
            throw new IllegalArgumentException(
                    "runAsUser must be given with runAsGroup " + runAsGroup);
        }
    }

    /** The engine's defaults. */
    public static SecurityContext plain() {
        return new SecurityContext(
                null, null, List.of(), false, false, List.of(), List.of(), false, null);
    }
}
