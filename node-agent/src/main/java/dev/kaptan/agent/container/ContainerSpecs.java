package dev.kaptan.agent.container;

import dev.kaptan.agent.environment.Expansion;
import dev.kaptan.agent.spec.ContainerLabels;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.spec.PodFacts;
import dev.kaptan.runtime.ContainerSpec;
import dev.kaptan.runtime.EnvironmentVariable;
import dev.kaptan.runtime.Image;
import dev.kaptan.runtime.Mount;

import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the specification that a container is created from. */
public final class ContainerSpecs {
    private final long nodeMemory;

    /**
     * @param nodeMemory bytes of memory that the node has
     */
    public ContainerSpecs(long nodeMemory) {
        this.nodeMemory = nodeMemory;
    }

    /** What is new for each run of a container. */
    public record Run(int attempt, Image image, Map<String, String> env, List<Mount> mounts) {}

    public ContainerSpec of(Pod pod, PodContainer container, Run run) {
        var spec = container.spec();
        return new ContainerSpec(
                PodFacts.identity(pod),
                container.name(),
                run.attempt(),
                run.image().id(),
                container.image(),
                expanded(spec.getCommand(), run.env()),
                expanded(spec.getArgs(), run.env()),
                run.env().entrySet().stream()
                        .map(e -> new EnvironmentVariable(e.getKey(), e.getValue()))
                        .toList(),
                spec.getWorkingDir() == null || spec.getWorkingDir().isEmpty()
                        ? null
                        : spec.getWorkingDir(),
                run.mounts(),
                ContainerResources.of(pod, container, nodeMemory),
                new ContainerSecurity(pod, container, run.image()).merge(),
                Boolean.TRUE.equals(spec.getStdin()),
                Boolean.TRUE.equals(spec.getStdinOnce()),
                Boolean.TRUE.equals(spec.getTty()),
                spec.getLifecycle() == null ? null : spec.getLifecycle().getStopSignal(),
                labels(pod, container));
    }

    private static @Nullable List<String> expanded(
            @Nullable List<String> words, Map<String, String> env) {
        return words == null || words.isEmpty()
                ? null
                : words.stream().map(word -> Expansion.expand(word, env)).toList();
    }

    private static Map<String, String> labels(Pod pod, PodContainer container) {
        var spec = container.spec();
        var labels = new HashMap<String, String>();
        labels.put(ContainerLabels.HASH, container.hash());
        labels.put(ContainerLabels.GRACE_SECONDS, Long.toString(PodFacts.grace(pod).toSeconds()));
        if (spec.getTerminationMessagePath() != null) {
            labels.put(ContainerLabels.TERMINATION_MESSAGE_PATH, spec.getTerminationMessagePath());
        }
        if (spec.getTerminationMessagePolicy() != null) {
            labels.put(
                    ContainerLabels.TERMINATION_MESSAGE_POLICY, spec.getTerminationMessagePolicy());
        }
        return labels;
    }
}
