package dev.kaptan.api.engine.service;

import dev.kaptan.api.engine.cache.CachedObject;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.service.Claims.Claim;

import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Brings claims back to what Services say. */
final class ClaimRepair {

    /** A claim without its Service may belong to a creation that is under way elsewhere. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Claims addresses;
    private final Claims nodePorts;
    private final Clock clock;

    ClaimRepair(Claims addresses, Claims nodePorts, Clock clock) {
        this.addresses = addresses;
        this.nodePorts = nodePorts;
        this.clock = clock;
    }

    void repair(Resource services) {
        Map<String, String> addressOwners = new HashMap<>();
        Map<String, String> portOwners = new HashMap<>();
        for (CachedObject cached : services.cache().consistent().all(services.prefix(""))) {
            ObjectNode service = cached.tree();
            String owner = Holdings.owner(service);
            Holdings.of(service).addresses().forEach(ip -> addressOwners.put(ip, owner));
            Holdings.of(service).nodePorts().forEach(port -> portOwners.put(port, owner));
        }
        repair(addresses, addressOwners);
        repair(nodePorts, portOwners);
    }

    private void repair(Claims claims, Map<String, String> owners) {
        Map<String, String> missing = new HashMap<>(owners);
        for (Claim claim : claims.all()) {
            boolean held = claim.owner().equals(owners.get(claim.thing()));
            if (held) {
                missing.remove(claim.thing());
            } else if (old(claim)) {
                claims.release(claim);
            }
        }
        missing.forEach(claims::take);
    }

    private boolean old(Claim claim) {
        return Instant.parse(claim.since()).plus(GRACE).isBefore(clock.instant());
    }
}
