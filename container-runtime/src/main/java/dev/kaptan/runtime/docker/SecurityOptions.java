package dev.kaptan.runtime.docker;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;

import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.SecurityContext;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes a security context in the engine's terms. */
final class SecurityOptions {
    private SecurityOptions() {}

    static Optional<String> user(SecurityContext security) {
        if (security.runAsUser() == null) {
            return Optional.empty();
        }
        return Optional.of(
                security.runAsGroup() == null
                        ? security.runAsUser().toString()
                        : security.runAsUser() + ":" + security.runAsGroup());
    }

    static void apply(HostConfig config, SecurityContext security) {
        config.withPrivileged(security.privileged())
                .withReadonlyRootfs(security.readOnlyRootFilesystem())
                .withCapAdd(capabilities(security.capabilitiesAdd()))
                .withCapDrop(capabilities(security.capabilitiesDrop()))
                .withGroupAdd(security.supplementalGroups().stream().map(String::valueOf).toList())
                .withSecurityOpts(options(security));
    }

    private static List<String> options(SecurityContext security) {
        var options = new ArrayList<String>();
        if (security.noNewPrivileges()) {
            options.add("no-new-privileges");
        }
        if (security.seccompProfile() != null) {
            options.add("seccomp=" + security.seccompProfile());
        }
        return options;
    }

    private static Capability[] capabilities(List<String> names) {
        return names.stream().map(SecurityOptions::capability).toArray(Capability[]::new);
    }

    private static Capability capability(String name) {
        String plain = name.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", "");
        try {
            return Capability.valueOf(plain);
        } catch (IllegalArgumentException e) {
            throw RuntimeFailure.of(
                    RuntimeFailure.Kind.CREATE, "unknown capability \"" + name + "\"", e);
        }
    }
}
