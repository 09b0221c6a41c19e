package dev.kaptan.agent.worker;

import io.fabric8.kubernetes.api.model.Pod;

import java.util.Map;

/** The environment variables of the Services that a Pod sees. */
@FunctionalInterface
public interface VisibleServices {

    Map<String, String> variables(Pod pod);
}
