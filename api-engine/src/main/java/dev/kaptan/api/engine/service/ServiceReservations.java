package dev.kaptan.api.engine.service;

import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.store.KeyValueStore;
import dev.kaptan.api.engine.write.Reservations;
import dev.kaptan.api.engine.write.Target;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.status.ApiException;
import dev.kaptan.api.model.status.Status.Cause;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Cluster addresses and node ports of Services. */
public final class ServiceReservations implements Reservations {

    private final Claims addresses;
    private final Claims nodePorts;
    private final AddressRange range;
    private final PortSpan ports;
    private final Clock clock;
    private final RandomGenerator random;

    /** Ports that Services may take, both ends inclusive. */
    public record PortSpan(int first, int last) {
        boolean contains(int port) {
            return first <= port && port <= last;
        }
    }

    public ServiceReservations(
            KeyValueStore store,
            AddressRange range,
            PortSpan ports,
            Clock clock,
            RandomGenerator random) {
        this.addresses = new Claims(store, "/registry/ranges/serviceips/", clock);
        this.nodePorts = new Claims(store, "/registry/ranges/servicenodeports/", clock);
        this.range = range;
        this.ports = ports;
        this.clock = clock;
        this.random = random;
    }

    private static boolean concerns(Target target) {
        var kind = target.resource().kind();
        return kind.group().isEmpty()
                && kind.plural().equals("services")
                && target.subresource().isEmpty();
    }

    @Override
    public Reserved reserve(Target target, @Nullable ObjectNode old, ObjectNode service) {
        if (!concerns(target)) {
            return Reserved.NOTHING;
        }
        var taken = new Taken(Holdings.owner(service), Holdings.of(old));
        boolean done = false;
        try {
            ObjectNode spec = Json.ensureObject(service, "spec");
            reserveAddress(spec, taken, target);
            reservePorts(spec, taken, target);
            taken.wanted = Holdings.of(service);
            done = true;
            return taken;
        } finally {
            if (!done) {
                taken.close();
            }
        }
    }

    private void reserveAddress(ObjectNode spec, Taken taken, Target target) {
        String ip = Json.text(spec, "clusterIP");
        if (Json.text(spec, "type").equals("ExternalName") || ip.equals("None")) {
            return;
        }
        if (ip.isEmpty()) {
            ip = freeAddress(taken, target);
        } else if (!taken.old.addresses().contains(ip)) {
            requireAddress(ip, taken, target);
        }
        spec.put("clusterIP", ip);
        if (spec.path("clusterIPs").isEmpty()) {
            spec.putArray("clusterIPs").add(ip);
        }
        if (spec.path("ipFamilies").isEmpty()) {
            spec.putArray("ipFamilies").add("IPv4");
        }
        if (!spec.has("ipFamilyPolicy")) {
            spec.put("ipFamilyPolicy", "SingleStack");
        }
    }

    private void requireAddress(String ip, Taken taken, Target target) {
        String failure = "failed to allocate IP " + ip + ": ";
        if (!range.contains(ip)) {
            throw invalid(
                    target,
                    "spec.clusterIPs",
                    "[\"%s\"]".formatted(ip),
                    failure
                            + "the provided IP (%s) is not in the valid range. The range of valid IPs is %s"
                                    .formatted(ip, range));
        }
        if (!taken.takeAddress(ip, target)) {
            throw invalid(
                    target,
                    "spec.clusterIPs",
                    "[\"%s\"]".formatted(ip),
                    failure + "provided IP is already allocated");
        }
    }

    /** From the upper part of the range, so that the lower stays free for those who choose. */
    private String freeAddress(Taken taken, Target target) {
        int size = range.size();
        int lower = Math.min(Math.max(16, size / 16), 256) % size;
        int start = random.nextInt(size - lower);
        for (int i = 0; i < size; i++) {
            int place =
                    i < size - lower ? lower + (start + i) % (size - lower) : i - (size - lower);
            if (taken.takeAddress(range.at(place), target)) {
                return range.at(place);
            }
        }
        throw ApiException.internalError(
                new IllegalStateException("failed to allocate a serviceIP: range is full"));
    }

    private void reservePorts(ObjectNode spec, Taken taken, Target target) {
        String type = Json.text(spec, "type");
        boolean needed =
                type.equals("NodePort")
                        || (type.equals("LoadBalancer")
                                && spec.path("allocateLoadBalancerNodePorts").asBoolean(true));
        List<ObjectNode> all = Json.objectsAt(spec, "ports");
        for (int i = 0; i < all.size(); i++) {
            int asked = all.get(i).path("nodePort").asInt(0);
            if (asked != 0) {
                requirePort(asked, i, taken, target);
            } else if (needed) {
                all.get(i).put("nodePort", freePort(taken, target));
            }
        }
    }

    private void requirePort(int port, int index, Taken taken, Target target) {
        if (taken.old.nodePorts().contains(Integer.toString(port))) {
            return;
        }
        String field = "spec.ports[" + index + "].nodePort";
        if (!ports.contains(port)) {
            throw invalid(
                    target,
                    field,
                    Integer.toString(port),
                    "provided port is not in the valid range. The range of valid ports is %d-%d"
                            .formatted(ports.first(), ports.last()));
        }
        if (!taken.takePort(port, target)) {
            throw invalid(
                    target, field, Integer.toString(port), "provided port is already allocated");
        }
    }

    private int freePort(Taken taken, Target target) {
        int size = ports.last() - ports.first() + 1;
        int start = random.nextInt(size);
        for (int i = 0; i < size; i++) {
            int port = ports.first() + (start + i) % size;
            if (!taken.holds(port) && taken.takePort(port, target)) {
                return port;
            }
        }
        throw ApiException.internalError(
                new IllegalStateException("failed to allocate a nodePort: range is full"));
    }

    private static ApiException invalid(
            Target target, String field, String value, String explanation) {
        var cause =
                new Cause(
                        "FieldValueInvalid", "Invalid value: " + value + ": " + explanation, field);
        return ApiException.invalid("", "Service", target.name(), List.of(cause));
    }

    @Override
    public void release(Target target, ObjectNode deleted) {
        if (concerns(target)) {
            releaseAll(Holdings.of(deleted), Holdings.owner(deleted));
        }
    }

    private void releaseAll(Holdings holdings, String owner) {
        holdings.addresses().forEach(ip -> addresses.release(ip, owner));
        holdings.nodePorts().forEach(port -> nodePorts.release(port, owner));
    }

    /** Makes claims and Services agree after a crash between the two. */
    public void repair(Resource services) {
        new ClaimRepair(addresses, nodePorts, clock).repair(services);
    }

    /** What one write took so far. */
    private final class Taken implements Reserved {
        private final String owner;
        private final Holdings old;
        private final Set<String> newAddresses = new LinkedHashSet<>();
        private final Set<String> newPorts = new LinkedHashSet<>();
        private Holdings wanted = Holdings.NOTHING;

        Taken(String owner, Holdings old) {
            this.owner = owner;
            this.old = old;
        }

        boolean takeAddress(String ip, Target target) {
            return take(addresses, ip, newAddresses, target);
        }

        boolean takePort(int port, Target target) {
            return take(nodePorts, Integer.toString(port), newPorts, target);
        }

        private boolean take(Claims claims, String thing, Set<String> taken, Target target) {
            if (target.dryRun()) {
                return true;
            }
            return switch (claims.take(thing, owner)) {
                case TAKEN -> taken.add(thing);
                case HELD -> true;
                case REFUSED -> false;
            };
        }

        boolean holds(int port) {
            String number = Integer.toString(port);
            return newPorts.contains(number) || old.nodePorts().contains(number);
        }

        @Override
        public void keep() {
            newAddresses.clear();
            newPorts.clear();
            var left =
                    new Holdings(
                            without(old.addresses(), wanted.addresses()),
                            without(old.nodePorts(), wanted.nodePorts()));
            releaseAll(left, owner);
        }

        @Override
        public void close() {
            releaseAll(new Holdings(newAddresses, newPorts), owner);
        }
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        var left = new LinkedHashSet<>(all);
        left.removeAll(some);
        return left;
    }
}
