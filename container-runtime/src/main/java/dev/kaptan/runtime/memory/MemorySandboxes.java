package dev.kaptan.runtime.memory;

import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.Sandbox;
import dev.kaptan.runtime.SandboxSpec;
import dev.kaptan.runtime.address.AddressPool;
import dev.kaptan.runtime.address.Cidr;
import dev.kaptan.runtime.address.Ipv4;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Sandboxes with addresses that lead nowhere. */
final class MemorySandboxes {

    private final Map<String, Sandbox> sandboxes = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable AddressPool> pool = new AtomicReference<>();

    void useRange(Cidr range) {
        pool.updateAndGet(now ->
                now != null && now.range().equals(range) ? now : AddressPool.of(range, Set.of()));
    }

    List<Sandbox> list() {
        return List.copyOf(sandboxes.values());
    }

    @Nullable Sandbox find(String id) {
        return sandboxes.get(id);
    }

    void run(String id, SandboxSpec spec, Instant now) {
        String address = spec.hostNetwork() ? null : takeAddress().toString();
        sandboxes.put(
                id, new Sandbox(id, spec.pod(), spec.attempt(), true, address, spec.labels(), now));
    }

    private Ipv4 takeAddress() {
        while (true) {
            AddressPool now = pool.get();
            if (now == null) {
                throw RuntimeFailure.of(Kind.NETWORK, "the node has no range of pod addresses yet");
            }
            Ipv4 address = now.next();
            if (address == null) {
                throw RuntimeFailure.of(
                        Kind.NETWORK, "no free pod address is left in " + now.range());
            }
            if (pool.compareAndSet(now, now.reserved(address))) {
                return address;
            }
        }
    }

    /** True if it ran. */
    boolean stop(String id) {
        Sandbox before = sandboxes.get(id);
        Sandbox after = before == null ? null : stopped(before);
        if (before == null || after == null || !before.running()) {
            return false;
        }
        boolean stopped = sandboxes.replace(id, before, after);
        String address = before.ip();
        if (stopped && address != null) {
            Ipv4 free = Ipv4.parse(address);
            pool.updateAndGet(now -> now == null ? null : now.released(free));
        }
        return stopped;
    }

    private static Sandbox stopped(Sandbox sandbox) {
        return new Sandbox(
                sandbox.id(),
                sandbox.pod(),
                sandbox.attempt(),
                false,
                null,
                sandbox.labels(),
                sandbox.createdAt());
    }

    /** True if it was there. */
    boolean remove(String id) {
        stop(id);
        return sandboxes.remove(id) != null;
    }
}
