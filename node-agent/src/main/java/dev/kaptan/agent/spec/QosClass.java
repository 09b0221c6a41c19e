package dev.kaptan.agent.spec;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Quality of service of a Pod; decides who goes first when memory runs out. */
public enum QosClass {
    GUARANTEED("Guaranteed"),
    BURSTABLE("Burstable"),
    BEST_EFFORT("BestEffort");

    private static final List<String> COUNTED = List.of("cpu", "memory");

    private final String apiName;

    QosClass(String apiName) {
        this.apiName = apiName;
    }

    public String apiName() {
        return apiName;
    }

    public static QosClass of(Pod pod) {
        var containers = PodContainer.all(pod).stream().map(PodContainer::spec).toList();
        if (containers.stream().allMatch(c -> counted(requests(c)) + counted(limits(c)) == 0)) {
            return BEST_EFFORT;
        }
        return containers.stream().allMatch(QosClass::guaranteed) ? GUARANTEED : BURSTABLE;
    }

    private static boolean guaranteed(Container container) {
        var limits = limits(container);
        var requests = requests(container);
        return COUNTED.stream()
                .allMatch(name ->
                        positive(limits, name)
                                && (!requests.containsKey(name)
                                        || amount(requests, name).compareTo(amount(limits, name))
                                                == 0));
    }

    private static long counted(Map<String, Quantity> resources) {
        return COUNTED.stream().filter(name -> positive(resources, name)).count();
    }

    private static boolean positive(Map<String, Quantity> resources, String name) {
        return resources.containsKey(name) && amount(resources, name).signum() > 0;
    }

    private static BigDecimal amount(Map<String, Quantity> resources, String name) {
        return Quantity.getAmountInBytes(resources.get(name));
    }

    private static Map<String, Quantity> requests(Container container) {
        var resources = container.getResources();
        return resources == null || resources.getRequests() == null
                ? Map.of()
                : resources.getRequests();
    }

    private static Map<String, Quantity> limits(Container container) {
        var resources = container.getResources();
        return resources == null || resources.getLimits() == null
                ? Map.of()
                : resources.getLimits();
    }
}
