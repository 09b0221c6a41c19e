package dev.kaptan.agent.container;

import dev.kaptan.agent.reference.ConfigException;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.runtime.Image;
import dev.kaptan.runtime.SecurityContext;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SeccompProfile;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Merges the security contexts of Pod and container; the container's fields win. */
final class ContainerSecurity {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Pod pod;
    private final PodContainer container;
    private final Image image;
    private final PodSecurityContext ofPod;
    private final io.fabric8.kubernetes.api.model.SecurityContext own;

    ContainerSecurity(Pod pod, PodContainer container, Image image) {
        this.pod = pod;
        this.container = container;
        this.image = image;
        var podContext = pod.getSpec().getSecurityContext();
        ofPod = podContext == null ? new PodSecurityContext() : podContext;
        var ownContext = container.spec().getSecurityContext();
        own =
                ownContext == null
                        ? new io.fabric8.kubernetes.api.model.SecurityContext()
                        : ownContext;
    }

    SecurityContext merge() {
        var user = own.getRunAsUser() != null ? own.getRunAsUser() : ofPod.getRunAsUser();
        var group = own.getRunAsGroup() != null ? own.getRunAsGroup() : ofPod.getRunAsGroup();
        verifyNonRoot(user);
        var capabilities = own.getCapabilities();
        return new SecurityContext(
                user == null && group != null ? imageUser() : user,
                group,
                groups(),
                Boolean.TRUE.equals(own.getPrivileged()),
                Boolean.TRUE.equals(own.getReadOnlyRootFilesystem()),
                capabilities == null ? List.of() : capabilities.getAdd(),
                capabilities == null ? List.of() : capabilities.getDrop(),
                Boolean.FALSE.equals(own.getAllowPrivilegeEscalation()),
                seccomp());
    }

    private List<Long> groups() {
        var groups = new ArrayList<Long>(ofPod.getSupplementalGroups());
        if (ofPod.getFsGroup() != null) {
            groups.add(ofPod.getFsGroup());
        }
        return groups;
    }

    /** The image's user if it is a number; names mean nothing outside the image. */
    private @Nullable Long imageUser() {
        var name = image.user() == null ? "" : image.user().split(":", 2)[0];
        return NUMBER.matcher(name).matches() ? Long.valueOf(name) : Long.valueOf(0);
    }

    private void verifyNonRoot(@Nullable Long user) {
        var nonRoot =
                own.getRunAsNonRoot() != null ? own.getRunAsNonRoot() : ofPod.getRunAsNonRoot();
        if (!Boolean.TRUE.equals(nonRoot)) {
            return;
        }
        if (user != null) {
            if (user == 0) {
                throw violation("container's runAsUser breaks non-root policy");
            }
            return;
        }
        var name = image.user() == null ? "" : image.user().split(":", 2)[0];
        if (name.isEmpty() || name.equals("0") || name.equals("root")) {
            throw violation("container has runAsNonRoot and image will run as root");
        }
        if (!NUMBER.matcher(name).matches()) {
            throw violation(
                    "container has runAsNonRoot and image has non-numeric user (%s), cannot verify user is non-root"
                            .formatted(name));
        }
    }

    private ConfigException violation(String message) {
        return ConfigException.of(
                "%s (pod: \"%s_%s(%s)\", container: %s)"
                        .formatted(
                                message,
                                pod.getMetadata().getName(),
                                pod.getMetadata().getNamespace(),
                                pod.getMetadata().getUid(),
                                container.name()));
    }

    /** The engine's own profile unless the Pod asks for none. */
    private @Nullable String seccomp() {
        SeccompProfile profile =
                own.getSeccompProfile() != null
                        ? own.getSeccompProfile()
                        : ofPod.getSeccompProfile();
        if (profile == null || "RuntimeDefault".equals(profile.getType())) {
            return null;
        }
        if ("Unconfined".equals(profile.getType())) {
            return "unconfined";
        }
        throw ConfigException.of(
                "seccomp profile of type %s is not supported by this node"
                        .formatted(profile.getType()));
    }
}
