package dev.kaptan.runtime.docker;

import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;

import dev.kaptan.runtime.Ability;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.RuntimeInfo;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads what the engine says of itself and its host. */
final class HostInfo {

    private final Engine engine;
    private final Abilities abilities;

    HostInfo(Engine engine, Abilities abilities) {
        this.engine = engine;
        this.abilities = abilities;
    }

    RuntimeInfo read() {
        Info info = Failures.translated(Kind.OTHER, () -> engine.commands().infoCmd().exec());
        Version version =
                Failures.translated(Kind.OTHER, () -> engine.commands().versionCmd().exec());
        abilities.tryInBackground();
        return new RuntimeInfo(
                "docker",
                text(version.getVersion()),
                text(version.getApiVersion()) + ".0",
                text(info.getOperatingSystem()),
                text(info.getKernelVersion()),
                text(info.getOsType()),
                GoNames.architecture(text(info.getArchitecture())),
                Objects.requireNonNullElse(info.getNCPU(), 1),
                Objects.requireNonNullElse(info.getMemTotal(), 1L),
                abilities(info));
    }

    private Set<Ability> abilities(Info info) {
        var able = EnumSet.allOf(Ability.class);
        able.removeIf(ability -> !abilities.has(ability) || !offers(info, ability));
        return able;
    }

    private static boolean offers(Info info, Ability ability) {
        return switch (ability) {
            case NEGATIVE_OOM_SCORE, PRIVILEGED -> true;
            case SECCOMP -> offersSeccomp(info.getSecurityOptions());
            case MEMORY_LIMIT -> Boolean.TRUE.equals(info.getMemoryLimit());
            case CPU_QUOTA -> Boolean.TRUE.equals(info.getCpuCfsQuota());
        };
    }

    private static boolean offersSeccomp(@Nullable List<String> options) {
        return options != null && options.stream().anyMatch(o -> o.startsWith("name=seccomp"));
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "unknown");
    }
}
