package dev.kaptan.agent.node;

import io.fabric8.kubernetes.api.model.Node;

/** Where the agent tells users what became of its node. */
@FunctionalInterface
public interface NodeEvents {
    /**
     * @param reason one CamelCase word, such as {@code NodeReady}
     */
    void normal(Node node, String reason, String message);
}
