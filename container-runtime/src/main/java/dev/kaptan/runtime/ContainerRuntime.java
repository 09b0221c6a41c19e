package dev.kaptan.runtime;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs pod sandboxes and containers; shaped after the <a
 * href="https://kubernetes.io/docs/concepts/architecture/cri/">CRI</a> so that it reads familiar.
 * Calls block; failures are {@link RuntimeFailure}. Everything the node agent must know after a
 * restart is kept in labels of the runtime's own objects.
 *
 * <p>Every implementation runs {@code ContainerRuntimeContract}.
 */
public interface ContainerRuntime extends AutoCloseable {

    /** Version and abilities; throws {@link RuntimeFailure} while the engine does not answer. */
    RuntimeInfo info();

    /**
     * The range that sandboxes get their addresses from; known only after the cluster has given the
     * node one. Until then sandboxes without the host's network fail with {@code
     * RuntimeFailure.Kind.NETWORK}.
     */
    void updatePodCidr(String podCidr);

    /** All sandboxes of this node, running or not. */
    List<Sandbox> sandboxes();

    /** All containers of this node, running or not. */
    List<Container> containers();

    /** Creates and starts a sandbox and gives it its network; returns its id. */
    String runSandbox(SandboxSpec spec);

    /** Stops the sandbox at once; its containers must have been stopped before. Idempotent. */
    void stopSandbox(String sandboxId);

    /** Removes a stopped sandbox. Idempotent. */
    void removeSandbox(String sandboxId);

    /** Creates a container in a sandbox; returns its id. */
    String createContainer(String sandboxId, ContainerSpec spec);

    void startContainer(String containerId);

    /**
     * TERM (or the image's stop signal), then KILL after the grace period. Idempotent; returns when
     * it has ended.
     */
    void stopContainer(String containerId, Duration grace);

    /** Removes a container that has ended, with its log. Idempotent. */
    void removeContainer(String containerId);

    /** The container now, or null if there is none of that id. */
    @Nullable Container container(String containerId);

    List<Image> images();

    /** The image under a reference, or null if it is not on this node. */
    @Nullable Image image(String reference);

    /**
     * Pulls an image; {@code RuntimeFailure.Kind.IMAGE_PULL} with the registry's words if that
     * fails, {@code INVALID_IMAGE_NAME} if that is no reference.
     */
    Image pullImage(String reference, @Nullable RegistryCredentials credentials);

    /** Removes an image with all its tags unless a container uses it. Idempotent. */
    void removeImage(String imageId);

    /**
     * Runs a command to its end and returns what it wrote (at most 1 MiB of each stream). A program
     * that does not exist exits with 126 or 127 and the engine's words; {@code
     * RuntimeFailure.Kind.EXEC} if the container does not run; {@code EXEC_TIMEOUT} after the
     * timeout, when the command has been killed where that is possible.
     */
    ExecResult exec(String containerId, List<String> command, Duration timeout);

    /** Starts a command with its streams connected. */
    StreamSession openExec(String containerId, List<String> command, StreamOptions options);

    /** Connects with the streams of the container's first process. */
    StreamSession openAttach(String containerId, StreamOptions options);

    /** Copies the container's log as asked for until it ends, or the sink throws. */
    void readLogs(String containerId, LogOptions options, LogSink sink) throws InterruptedException;

    /** CPU and memory used by a container, or null if it does not run. */
    @Nullable ContainerUsage usage(String containerId);

    /**
     * Calls the listener with the id of the sandbox or container that changed, until closed. The
     * listener is only a hint to look: events may be lost, and are after a reconnect (id is empty
     * then).
     */
    Subscription onChange(Consumer<String> listener);

    @Override
    void close();
}
