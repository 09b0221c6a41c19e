package dev.kaptan.agent.reference;

import dev.kaptan.agent.spec.PodContainer;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** A container's requests and limits as the downward API offers them. */
public final class ResourceFields {
    private final Map<String, Quantity> allocatable;

    /**
     * @param allocatable of the node: what a container without a limit may use
     */
    public ResourceFields(Map<String, Quantity> allocatable) {
        this.allocatable = Map.copyOf(allocatable);
    }

    /**
     * The amount in units of the divisor, rounded up.
     *
     * @param owner the container that the reference stands in; volumes name one themselves
     */
    public String value(Pod pod, @Nullable PodContainer owner, ResourceFieldSelector field) {
        var container =
                field.getContainerName() == null || field.getContainerName().isEmpty()
                        ? owner
                        : PodContainer.named(pod, field.getContainerName());
        if (container == null) {
            throw ConfigException.of("container " + field.getContainerName() + " not found");
        }
        var amount = amount(container, field.getResource());
        return amount.divide(divisor(field), 0, RoundingMode.CEILING).toPlainString();
    }

    private BigDecimal amount(PodContainer container, String resource) {
        var dot = resource.indexOf('.');
        var kind = dot < 0 ? "" : resource.substring(0, dot);
        var name = resource.substring(dot + 1);
        var found =
                switch (kind) {
                    case "limits" -> limit(container, name);
                    case "requests" -> request(container, name);
                    default -> throw ConfigException.of("unsupported resource: " + resource);
                };
        return found == null ? BigDecimal.ZERO : Quantity.getAmountInBytes(found);
    }

    private @Nullable Quantity limit(PodContainer container, String name) {
        var resources = container.spec().getResources();
        var limit = resources == null ? null : resources.getLimits().get(name);
        return limit == null ? allocatable.get(name) : limit;
    }

    private static @Nullable Quantity request(PodContainer container, String name) {
        var resources = container.spec().getResources();
        if (resources == null) {
            return null;
        }
        var request = resources.getRequests().get(name);
        return request == null ? resources.getLimits().get(name) : request;
    }

    private static BigDecimal divisor(ResourceFieldSelector field) {
        var divisor = field.getDivisor();
        var amount = divisor == null ? BigDecimal.ZERO : Quantity.getAmountInBytes(divisor);
        return amount.signum() == 0 ? BigDecimal.ONE : amount;
    }
}
