package dev.kaptan.runtime.address;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which addresses of a range are taken; immutable. The search goes on behind the address given out
 * last, so that one is not reused while others still remember it.
 *
 * @param leases the taken addresses with the sequence number of the moment since when the engine
 *     knows them; {@link #PENDING} until then
 */
public record AddressPool(Cidr range, Map<Ipv4, Long> leases, int cursor, long sequence) {

    public static final long PENDING = Long.MAX_VALUE;

    /** The range's own address, its gateway; and the broadcast address at the end. */
    private static final int FIRST = 2;

    public AddressPool {
        leases = Map.copyOf(leases);
    }

    public static AddressPool of(Cidr range, Set<Ipv4> taken) {
        return new AddressPool(range, Map.of(), FIRST, 0).refreshed(taken, 0);
    }

    public int capacity() {
        return range.size() - FIRST - 1;
    }

    /** The next free address, or null if all are taken. */
    public @Nullable Ipv4 next() {
        for (int i = 0; i < capacity(); i++) {
            Ipv4 address = range.first().plus(FIRST + (cursor - FIRST + i) % capacity());
            if (!leases.containsKey(address)) {
                return address;
            }
        }
        return null;
    }

    public AddressPool reserved(Ipv4 address) {
        var taken = new HashMap<>(leases);
        taken.put(address, PENDING);
        int after = address.bits() - range.first().bits() + 1;
        return new AddressPool(range, taken, after > capacity() + 1 ? FIRST : after, sequence);
    }

    /** The engine knows a container with the address from now on. */
    public AddressPool settled(Ipv4 address) {
        var taken = new HashMap<>(leases);
        taken.put(address, sequence + 1);
        return new AddressPool(range, taken, cursor, sequence + 1);
    }

    public AddressPool released(Ipv4 address) {
        var taken = new HashMap<>(leases);
        taken.remove(address);
        return new AddressPool(range, taken, cursor, sequence);
    }

    /**
     * Corrects the pool after what the engine listed: what it did not list is free, unless it is
     * pending or was settled after the list was asked for, at {@code asOf}.
     */
    public AddressPool refreshed(Set<Ipv4> listed, long asOf) {
        var taken = new HashMap<>(leases);
        taken.entrySet().removeIf(e -> e.getValue() <= asOf && !listed.contains(e.getKey()));
        listed.stream().filter(range::contains).forEach(a -> taken.putIfAbsent(a, asOf));
        return new AddressPool(range, taken, cursor, sequence);
    }
}
