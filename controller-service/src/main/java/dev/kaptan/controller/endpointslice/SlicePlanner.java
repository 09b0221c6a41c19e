package dev.kaptan.controller.endpointslice;

import dev.kaptan.controller.services.ServicePorts;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Brings the slices of a Service to hold its Pods. Pure: reads the snapshot, never the API.
 *
 * <p>An endpoint stays in its slice while it can: every slice that changes is sent to every node.
 */
final class SlicePlanner {
    /** Upstream's max-endpoints-per-slice. */
    static final int PER_SLICE = 100;

    private final SliceTemplate template;
    private final List<Step> steps = new ArrayList<>();
    private final List<EndpointSlice> emptied = new ArrayList<>();

    private SlicePlanner(Service service) {
        template = new SliceTemplate(service);
    }

    /**
     * The writes to make.
     *
     * @param pods those that the Service selects
     * @param existing the Service's slices that this controller manages
     */
    static List<Step> plan(
            Service service,
            List<Pod> pods,
            Function<String, @Nullable Node> nodes,
            List<EndpointSlice> existing) {
        var planner = new SlicePlanner(service);
        planner.run(grouped(service, pods, nodes), existing);
        return planner.steps;
    }

    /** Endpoints by their ports and then by Pod; those of one slice share their ports. */
    private static Map<List<ServicePorts.Resolved>, Map<String, Endpoint>> grouped(
            Service service, List<Pod> pods, Function<String, @Nullable Node> nodes) {
        Map<List<ServicePorts.Resolved>, Map<String, Endpoint>> groups = new LinkedHashMap<>();
        for (var pod : pods) {
            if (EndpointOf.publishable(pod)) {
                var nodeName = pod.getSpec().getNodeName();
                var node = nodeName == null ? null : nodes.apply(nodeName);
                groups.computeIfAbsent(
                                ServicePorts.on(pod, service), ports -> new LinkedHashMap<>())
                        .put(pod.getMetadata().getUid(), EndpointOf.of(pod, service, node));
            }
        }
        return groups;
    }

    private void run(
            Map<List<ServicePorts.Resolved>, Map<String, Endpoint>> groups,
            List<EndpointSlice> existing) {
        Map<List<ServicePorts.Resolved>, List<EndpointSlice>> byPorts = new HashMap<>();
        for (var slice : existing) {
            byPorts.computeIfAbsent(SliceTemplate.ports(slice), ports -> new ArrayList<>())
                    .add(slice);
        }
        groups.forEach((ports, wanted) -> {
            var slices = byPorts.remove(ports);
            fill(ports, wanted, slices == null ? List.of() : slices);
        });
        byPorts.values().forEach(emptied::addAll);
        dropEmptied(groups.isEmpty());
    }

    private void fill(
            List<ServicePorts.Resolved> ports,
            Map<String, Endpoint> wanted,
            List<EndpointSlice> slices) {
        var missing = new LinkedHashMap<>(wanted);
        Map<EndpointSlice, List<Endpoint>> kept = new LinkedHashMap<>();
        for (var slice : slices) {
            kept.put(slice, keep(slice, missing));
        }
        var rest = new ArrayList<>(missing.values());
        kept.forEach((slice, endpoints) -> settle(slice, endpoints, rest));
        for (int from = 0; from < rest.size(); from += PER_SLICE) {
            var part = rest.subList(from, Math.min(rest.size(), from + PER_SLICE));
            steps.add(new Step.Create(template.create(ports, List.copyOf(part))));
        }
    }

    /** Those of the slice that are still wanted, as they are now; takes them off the missing. */
    private static List<Endpoint> keep(EndpointSlice slice, Map<String, Endpoint> missing) {
        var kept = new ArrayList<Endpoint>();
        for (var endpoint : slice.getEndpoints()) {
            var target = endpoint.getTargetRef();
            var now = target == null ? null : missing.remove(target.getUid());
            if (now != null) {
                kept.add(now);
            }
        }
        return kept;
    }

    private void settle(EndpointSlice slice, List<Endpoint> endpoints, List<Endpoint> rest) {
        int room = Math.clamp(rest.size(), 0, Math.max(0, PER_SLICE - endpoints.size()));
        var added = rest.subList(0, room);
        endpoints.addAll(added);
        added.clear();
        if (endpoints.isEmpty()) {
            emptied.add(slice);
        } else if (!endpoints.equals(slice.getEndpoints()) || !template.labelled(slice)) {
            steps.add(new Step.Update(template.update(slice, endpoints)));
        }
    }

    /** A Service without endpoints keeps one empty slice, which tells it from one unknown. */
    private void dropEmptied(boolean placeholderWanted) {
        EndpointSlice placeholder = null;
        for (var slice : emptied) {
            boolean empty = slice.getEndpoints().isEmpty() && slice.getPorts().isEmpty();
            if (placeholderWanted && placeholder == null && empty && template.labelled(slice)) {
                placeholder = slice;
            } else {
                steps.add(new Step.Delete(slice));
            }
        }
        if (placeholderWanted && placeholder == null) {
            steps.add(new Step.Create(template.create(List.of(), List.of())));
        }
    }
}
