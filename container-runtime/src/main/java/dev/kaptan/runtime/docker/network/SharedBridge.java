package dev.kaptan.runtime.docker.network;

import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.address.AddressPool;
import dev.kaptan.runtime.address.Cidr;
import dev.kaptan.runtime.address.Ipv4;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One user-defined bridge for all nodes of one engine: addresses are given explicitly, each node's
 * from its own range, so that nothing needs to be set up in the user's daemon.
 */
public final class SharedBridge implements PodNetwork {

    private final NetworkSettings.Shared settings;
    private final BridgeSetup setup;
    private final Supplier<Set<Ipv4>> taken;
    private final AtomicReference<@Nullable Cidr> range = new AtomicReference<>();
    private final AtomicReference<@Nullable AddressPool> pool = new AtomicReference<>();
    private final AtomicBoolean ready = new AtomicBoolean();

    /**
     * @param taken the addresses of this node's live sandboxes by the engine's own records
     */
    public SharedBridge(
            NetworkSettings.Shared settings, BridgeSetup setup, Supplier<Set<Ipv4>> taken) {
        this.settings = settings;
        this.setup = setup;
        this.taken = taken;
    }

    @Override
    public void useRange(Cidr podCidr) {
        if (!settings.clusterCidr().contains(podCidr)) {
            throw network(
                    "the node's range %s is not a part of %s, the subnet of network %s"
                            .formatted(podCidr, settings.clusterCidr(), settings.name()));
        }
        if (!podCidr.equals(range.getAndSet(podCidr))) {
            pool.set(null);
        }
    }

    @Override
    public Placement reserve() {
        Cidr podCidr = range.get();
        if (podCidr == null) {
            throw network("the node has no range of pod addresses yet");
        }
        if (!ready.get()) {
            setup.ensure(settings);
            refresh();
            ready.set(true);
        }
        Ipv4 address = take(podCidr);
        return new Placement(settings.name(), address);
    }

    private Ipv4 take(Cidr podCidr) {
        Ipv4 address = takeFree(podCidr);
        if (address == null) {
            refresh();
            address = takeFree(podCidr);
        }
        if (address == null) {
            throw network("no free pod address is left in " + podCidr);
        }
        return address;
    }

    private @Nullable Ipv4 takeFree(Cidr podCidr) {
        while (true) {
            AddressPool now = loaded(podCidr);
            Ipv4 address = now.next();
            if (address == null || pool.compareAndSet(now, now.reserved(address))) {
                return address;
            }
        }
    }

    private AddressPool loaded(Cidr podCidr) {
        AddressPool now = pool.get();
        if (now != null) {
            return now;
        }
        AddressPool loaded = AddressPool.of(podCidr, listed());
        pool.compareAndSet(null, loaded);
        now = pool.get();
        return now == null ? loaded : now;
    }

    /** Strangers on the network have addresses, too: say, a second cluster of the same user. */
    private Set<Ipv4> listed() {
        Set<Ipv4> all = new HashSet<>(setup.addressesInUse(settings));
        all.addAll(taken.get());
        return all;
    }

    private void refresh() {
        AddressPool before = pool.get();
        if (before != null) {
            Set<Ipv4> listed = listed();
            update(now -> now.refreshed(listed, before.sequence()));
        }
    }

    @Override
    public void settle(Placement placement) {
        Ipv4 address = placement.address();
        if (address != null) {
            update(now -> now.settled(address));
        }
    }

    @Override
    public void release(Ipv4 address) {
        update(now -> now.released(address));
    }

    private void update(UnaryOperator<AddressPool> change) {
        pool.updateAndGet(now -> now == null ? null : change.apply(now));
    }

    @Override
    public void doubt() {
        ready.set(false);
    }

    private static RuntimeFailure network(String message) {
        return RuntimeFailure.of(RuntimeFailure.Kind.NETWORK, message);
    }
}
