package dev.kaptan.agent.node;

import dev.kaptan.runtime.Image;
import dev.kaptan.runtime.RuntimeInfo;

import io.fabric8.kubernetes.api.model.ContainerImage;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.api.model.NodeSystemInfoBuilder;
import io.fabric8.kubernetes.api.model.Quantity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the Node object of this node. Pure. */
final class NodeObject {
    /** What the agent reports as its version; parsed as a semantic version by clients. */
    static final String KUBELET_VERSION = "v1.36.0+kaptan.1";

    /** Upstream reports the largest images only, to keep the object small. */
    private static final int MOST_IMAGES = 50;

    private final NodeSettings settings;

    NodeObject(NodeSettings settings) {
        this.settings = settings;
    }

    Node registered(NodeFacts facts, Instant now) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(settings.name())
                .withLabels(labels(facts))
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withStatus(status(facts, List.of(), now))
                .build();
    }

    Map<String, String> labels(NodeFacts facts) {
        var labels = new LinkedHashMap<>(settings.labels());
        var runtime = facts.runtime();
        var os = runtime == null ? "linux" : runtime.operatingSystem();
        var arch = runtime == null ? "amd64" : runtime.architecture();
        labels.put("kubernetes.io/hostname", settings.name());
        labels.put("kubernetes.io/os", os);
        labels.put("kubernetes.io/arch", arch);
        labels.put("beta.kubernetes.io/os", os);
        labels.put("beta.kubernetes.io/arch", arch);
        return labels;
    }

    NodeStatus status(NodeFacts facts, List<NodeCondition> before, Instant now) {
        return new NodeStatusBuilder()
                .withAddresses(
                        new NodeAddress(settings.address(), "InternalIP"),
                        new NodeAddress(settings.name(), "Hostname"))
                .withCapacity(resources(facts, 1))
                .withAllocatable(resources(facts, settings.nodesOnEngine()))
                .withConditions(NodeConditions.of(facts, before, now))
                .withNewDaemonEndpoints()
                .withNewKubeletEndpoint(settings.kubeletPort())
                .endDaemonEndpoints()
                .withNodeInfo(info(facts))
                .withImages(images(facts.images()))
                .build();
    }

    /** What of the machine falls to one of several that share it evenly. */
    private Map<String, Quantity> resources(NodeFacts facts, int sharers) {
        var resources = new LinkedHashMap<String, Quantity>();
        var runtime = facts.runtime();
        resources.put("cpu", cpus(runtime == null ? 0 : runtime.cpus(), sharers));
        resources.put("ephemeral-storage", quantity(facts.diskBytes() / sharers / 1024, "Ki"));
        resources.put("hugepages-1Gi", quantity(0, ""));
        resources.put("hugepages-2Mi", quantity(0, ""));
        long memory = runtime == null ? 0 : runtime.memoryBytes() / sharers;
        resources.put("memory", quantity(memory / 1024, "Ki"));
        resources.put("pods", quantity(settings.maxPods(), ""));
        return resources;
    }

    private static Quantity cpus(long cpus, int sharers) {
        return cpus % sharers == 0
                ? quantity(cpus / sharers, "")
                : quantity(cpus * 1000 / sharers, "m");
    }

    private static Quantity quantity(long amount, String unit) {
        return new Quantity(Long.toString(amount), unit);
    }

    private static NodeSystemInfo info(NodeFacts facts) {
        var info =
                new NodeSystemInfoBuilder()
                        .withMachineID(facts.machineId())
                        .withSystemUUID(facts.machineId())
                        .withBootID(facts.bootId())
                        .withKubeletVersion(KUBELET_VERSION)
                        .withKubeProxyVersion("");
        RuntimeInfo runtime = facts.runtime();
        return runtime == null
                ? info.withArchitecture("")
                        .withContainerRuntimeVersion("docker://Unknown")
                        .withKernelVersion("")
                        .withOperatingSystem("linux")
                        .withOsImage("")
                        .build()
                : info.withArchitecture(runtime.architecture())
                        .withContainerRuntimeVersion(runtime.name() + "://" + runtime.version())
                        .withKernelVersion(runtime.kernelVersion())
                        .withOperatingSystem(runtime.operatingSystem())
                        .withOsImage(runtime.osImage())
                        .build();
    }

    private static List<ContainerImage> images(List<Image> images) {
        return images.stream()
                .filter(image -> !image.tags().isEmpty() || !image.digests().isEmpty())
                .sorted(Comparator.comparingLong(Image::sizeBytes).reversed())
                .limit(MOST_IMAGES)
                .map(NodeObject::image)
                .toList();
    }

    private static ContainerImage image(Image image) {
        var names = new ArrayList<>(image.digests());
        names.addAll(image.tags());
        return new ContainerImage(names, image.sizeBytes());
    }
}
