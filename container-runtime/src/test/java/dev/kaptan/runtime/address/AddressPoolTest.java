package dev.kaptan.runtime.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

class AddressPoolTest {

    private static final Cidr RANGE = Cidr.parse("10.244.3.0/28");

    @Test
    void leavesOutTheNetworksTheGatewaysAndTheBroadcastAddress() {
        List<String> given = new ArrayList<>();
        AddressPool pool = AddressPool.of(RANGE, Set.of());
        for (Ipv4 next = pool.next(); next != null; next = pool.next()) {
            given.add(next.toString());
            pool = pool.reserved(next);
        }
        assertThat(given).hasSize(13).startsWith("10.244.3.2").endsWith("10.244.3.14");
    }

    @Test
    void usesAReleasedAddressLast() {
        AddressPool pool = AddressPool.of(RANGE, Set.of());
        Ipv4 first = pool.next();
        pool = pool.reserved(first).released(first);
        for (int i = 0; i < 12; i++) {
            assertThat(pool.next()).isNotEqualTo(first);
            pool = pool.reserved(pool.next());
        }
        assertThat(pool.next()).isEqualTo(first);
    }

    @Test
    void freesWhatTheEngineNoLongerLists() {
        Ipv4 old = Ipv4.parse("10.244.3.5");
        Ipv4 kept = Ipv4.parse("10.244.3.6");
        AddressPool pool = AddressPool.of(RANGE, Set.of(old, kept));
        assertThat(pool.refreshed(Set.of(kept), pool.sequence()).leases()).containsOnlyKeys(kept);
    }

    @Test
    void keepsWhatTheEngineCouldNotListYet() {
        AddressPool pool = AddressPool.of(RANGE, Set.of());
        long asOf = pool.sequence();
        Ipv4 pending = pool.next();
        pool = pool.reserved(pending);
        Ipv4 settled = pool.next();
        pool = pool.reserved(settled).settled(settled);
        assertThat(pool.refreshed(Set.of(), asOf).leases()).containsOnlyKeys(pending, settled);
        assertThat(pool.refreshed(Set.of(), pool.sequence()).leases()).containsOnlyKeys(pending);
    }

    @Test
    void neverGivesOutATakenAddressWhateverHappens() {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        AddressPool pool = AddressPool.of(RANGE, Set.of());
        List<Ipv4> live = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Ipv4 next = pool.next();
            if (random.nextInt(3) > 0 && next != null) {
                assertThat(live).as("seed %d", seed).doesNotContain(next);
                live.add(next);
                pool = pool.reserved(next).settled(next);
            } else if (!live.isEmpty()) {
                pool = pool.released(live.remove(random.nextInt(live.size())));
            }
            if (random.nextInt(10) == 0) {
                pool = pool.refreshed(new HashSet<>(live), pool.sequence());
            }
            assertThat(pool.leases()).as("seed %d", seed).hasSameSizeAs(live);
        }
    }
}
