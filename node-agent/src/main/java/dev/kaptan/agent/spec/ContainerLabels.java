package dev.kaptan.agent.spec;

/**
 * What the agent must know of a container after a restart, kept as labels of the container. The
 * names are those that upstream's kubelet gives them.
 */
public final class ContainerLabels {

    public static final String HASH = "io.kubernetes.container.hash";
    public static final String TERMINATION_MESSAGE_PATH =
            "io.kubernetes.container.terminationMessagePath";
    public static final String TERMINATION_MESSAGE_POLICY =
            "io.kubernetes.container.terminationMessagePolicy";
    public static final String GRACE_SECONDS = "io.kubernetes.pod.terminationGracePeriod";

    private ContainerLabels() {}
}
