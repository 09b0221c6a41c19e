package dev.kaptan.runtime.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.command.InspectContainerResponse;

import dev.kaptan.runtime.ContainerUsage;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.docker.http.Reply;

import org.jspecify.annotations.Nullable;

import java.time.Clock;

/**
 * Usage from the kernel's files, which costs nothing; from the engine, which takes a moment, where
 * the agent does not see them.
 */
final class Usage {

    private final Engine engine;
    private final Cgroups cgroups;
    private final Clock clock;

    Usage(Engine engine, Cgroups cgroups, Clock clock) {
        this.engine = engine;
        this.cgroups = cgroups;
        this.clock = clock;
    }

    @Nullable ContainerUsage of(String containerId) {
        InspectContainerResponse found = Inspections.find(engine, containerId);
        if (found == null || !Boolean.TRUE.equals(found.getState().getRunning())) {
            return null;
        }
        Long pid = found.getState().getPidLong();
        ContainerUsage usage =
                pid == null ? null : cgroups.usage(pid, containerId, clock.instant());
        return usage == null ? askEngine(containerId) : usage;
    }

    private @Nullable ContainerUsage askEngine(String containerId) {
        Reply reply =
                engine.http()
                        .call(
                                "GET",
                                "/containers/" + containerId + "/stats?stream=false&one-shot=true",
                                null);
        if (reply.getStatusCode() == 404) {
            return null;
        }
        Failures.check(Kind.OTHER, reply);
        return read(engine.tree(reply));
    }

    private @Nullable ContainerUsage read(JsonNode stats) {
        JsonNode memory = stats.path("memory_stats");
        if (!memory.has("usage")) {
            return null;
        }
        JsonNode detail = memory.path("stats");
        long inactive = first(detail, "inactive_file", "total_inactive_file");
        return new ContainerUsage(
                clock.instant(),
                stats.path("cpu_stats").path("cpu_usage").path("total_usage").asLong(),
                Math.max(0, memory.path("usage").asLong() - inactive),
                first(detail, "anon", "total_rss"));
    }

    /** The name of cgroup v2, or else the one of v1. */
    private static long first(JsonNode stats, String second, String first) {
        return stats.path(stats.has(first) ? first : second).asLong();
    }
}
