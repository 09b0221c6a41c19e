package dev.kaptan.scheduler.reader;

import dev.kaptan.scheduler.model.Resources;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a Pod asks of its Node over its whole life: the larger of what its containers and sidecars
 * take together and of what each init container takes beside the sidecars that run by then, plus
 * the overhead of its runtime (KEP-753).
 */
final class PodRequests {

    private static final long ASSUMED_CPU_MILLIS = 100;
    private static final long ASSUMED_MEMORY_BYTES = 200L << 20;

    private PodRequests() {}

    static Resources asked(PodSpec spec) {
        return total(spec, PodRequests::ofContainer);
    }

    /** As {@link #asked}, with an assumed need for containers that state none. */
    static Resources assumed(PodSpec spec) {
        return total(spec, PodRequests::assumedOfContainer);
    }

    private static Resources total(PodSpec spec, Function<Container, Resources> need) {
        Resources sidecars = Resources.NONE;
        Resources whileStarting = Resources.NONE;
        for (Container init : spec.getInitContainers()) {
            Resources one = need.apply(init);
            if ("Always".equals(init.getRestartPolicy())) {
                sidecars = sidecars.plus(one);
                whileStarting = whileStarting.max(sidecars);
            } else {
                whileStarting = whileStarting.max(sidecars.plus(one));
            }
        }
        Resources running = sidecars;
        for (Container container : spec.getContainers()) {
            running = running.plus(need.apply(container));
        }
        Resources larger = withPodLevel(running.max(whileStarting), spec);
        return larger.plus(Quantities.resources(spec.getOverhead()));
    }

    /** Requests of the Pod as a whole replace those summed up from its containers (KEP-2837). */
    private static Resources withPodLevel(Resources summed, PodSpec spec) {
        if (spec.getResources() == null) {
            return summed;
        }
        Map<String, Quantity> stated =
                requestsOrLimits(
                        spec.getResources().getRequests(), spec.getResources().getLimits());
        Resources podLevel = Quantities.resources(stated);
        return new Resources(
                stated.containsKey("cpu") ? podLevel.cpuMillis() : summed.cpuMillis(),
                stated.containsKey("memory") ? podLevel.memoryBytes() : summed.memoryBytes(),
                summed.ephemeralBytes(),
                summed.extended());
    }

    private static Resources ofContainer(Container container) {
        return Quantities.resources(statedBy(container));
    }

    private static Resources assumedOfContainer(Container container) {
        Map<String, Quantity> stated = statedBy(container);
        Resources asked = Quantities.resources(stated);
        return new Resources(
                stated.containsKey("cpu") ? asked.cpuMillis() : ASSUMED_CPU_MILLIS,
                stated.containsKey("memory") ? asked.memoryBytes() : ASSUMED_MEMORY_BYTES,
                asked.ephemeralBytes(),
                asked.extended());
    }

    private static Map<String, Quantity> statedBy(Container container) {
        var resources = container.getResources();
        return resources == null
                ? Map.of()
                : requestsOrLimits(resources.getRequests(), resources.getLimits());
    }

    private static Map<String, Quantity> requestsOrLimits(
            @Nullable Map<String, Quantity> requests, @Nullable Map<String, Quantity> limits) {
        var stated = new HashMap<String, Quantity>();
        if (limits != null) {
            stated.putAll(limits);
        }
        if (requests != null) {
            stated.putAll(requests);
        }
        return stated;
    }
}
