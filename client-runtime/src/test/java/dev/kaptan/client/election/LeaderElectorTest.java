package dev.kaptan.client.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.client.work.ManualTime;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

class LeaderElectorTest {
    private final ManualTime time = new ManualTime();
    private final SharedLease lease = new SharedLease();

    /** One Lease with the server's optimistic lock; can be cut off. */
    private static final class SharedLease {
        private Lease stored;
        private long version;

        LeaseAccess access(Candidate candidate) {
            return new LeaseAccess() {
                @Override
                public Lease get() {
                    candidate.requireConnected();
                    return stored == null ? null : new LeaseBuilder(stored).build();
                }

                @Override
                public Lease create(Lease lease) {
                    candidate.requireConnected();
                    if (stored != null) {
                        throw new IllegalStateException("already exists");
                    }
                    return store(lease);
                }

                @Override
                public Lease update(Lease lease) {
                    candidate.requireConnected();
                    if (!lease.getMetadata()
                            .getResourceVersion()
                            .equals(stored.getMetadata().getResourceVersion())) {
                        throw new IllegalStateException("conflict");
                    }
                    return store(lease);
                }
            };
        }

        private Lease store(Lease lease) {
            stored =
                    new LeaseBuilder(lease)
                            .editMetadata()
                            .withResourceVersion(Long.toString(++version))
                            .endMetadata()
                            .build();
            return new LeaseBuilder(stored).build();
        }
    }

    private final class Candidate implements LeaderElector.Listener {
        private final String name;
        private final LeaderElector elector;
        private boolean connected = true;
        private int terms;
        private boolean active;

        Candidate(String name) {
            this.name = name;
            elector =
                    new LeaderElector(
                            LeaderElectionSettings.upstream("kube-system", "test", name),
                            lease.access(this),
                            this,
                            time,
                            duration -> {});
        }

        void requireConnected() {
            if (!connected) {
                throw new IllegalStateException("no connection");
            }
        }

        @Override
        public void started() {
            terms++;
            active = true;
        }

        @Override
        public void stopped() {
            active = false;
        }
    }

    @Test
    void theFirstCandidateLeadsAndTheSecondWaits() {
        var one = new Candidate("one");
        var two = new Candidate("two");
        assertThat(one.elector.attempt()).isEqualTo(Duration.ofSeconds(5));
        assertThat(two.elector.attempt()).isEqualTo(Duration.ofSeconds(2));
        assertThat(one.active).isTrue();
        assertThat(two.active).isFalse();
        assertThat(lease.stored.getSpec().getHolderIdentity()).isEqualTo("one");
    }

    @Test
    void aSilentLeaderIsReplacedAfterTheLeaseDurationAndHasGivenUpBefore() {
        var one = new Candidate("one");
        var two = new Candidate("two");
        one.elector.attempt();
        two.elector.attempt();
        one.connected = false;

        time.pass(Duration.ofSeconds(10));
        one.elector.attempt();
        two.elector.attempt();
        assertThat(one.active).as("gives up at the renew deadline").isFalse();
        assertThat(two.active).as("still waits").isFalse();

        time.pass(Duration.ofSeconds(5));
        two.elector.attempt();
        assertThat(two.active).isTrue();
        assertThat(lease.stored.getSpec().getLeaseTransitions()).isEqualTo(1);
    }

    @Test
    void aCleanStopHandsTheLeaseOverAtOnce() throws Exception {
        var one = new Candidate("one");
        one.elector.attempt();
        var stopped =
                Thread.startVirtualThread(() -> {
                    Thread.currentThread().interrupt();
                    one.elector.run();
                });
        stopped.join();
        assertThat(one.active).isFalse();
        assertThat(lease.stored.getSpec().getHolderIdentity()).isEmpty();

        var two = new Candidate("two");
        two.elector.attempt();
        assertThat(two.active).isTrue();
    }

    @Test
    void renewingKeepsTheAcquireTimeAndTheTransitions() {
        var one = new Candidate("one");
        one.elector.attempt();
        var acquired = lease.stored.getSpec().getAcquireTime();
        time.pass(Duration.ofSeconds(5));
        one.elector.attempt();

        assertThat(lease.stored.getSpec().getAcquireTime()).isEqualTo(acquired);
        assertThat(lease.stored.getSpec().getRenewTime()).isAfter(acquired);
        assertThat(lease.stored.getSpec().getLeaseTransitions()).isZero();
        assertThat(one.terms).isEqualTo(1);
    }

    @Test
    void settingsThatLetTwoLeadAreRefused() {
        var second = Duration.ofSeconds(1);
        assertThatThrownBy(() ->
                        new LeaderElectionSettings("n", "l", "i", second, second, second, second))
                .hasMessageContaining("renewDeadline PT1S must be shorter than leaseDuration");
    }

    /** Over random cuts and pauses: never two active at once, and the lead is taken in the end. */
    @Test
    void atMostOneLeadsWhateverTheConnections() {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        List<Candidate> all = new ArrayList<>();
        var next = new ArrayList<Long>();
        for (int i = 0; i < 3; i++) {
            all.add(new Candidate("candidate-" + i));
            next.add(0L);
        }
        for (long millis = 0; millis < 3_600_000; millis += 100) {
            for (int i = 0; i < all.size(); i++) {
                if (random.nextInt(200) == 0) {
                    all.get(i).connected ^= true;
                }
                if (millis >= next.get(i)) {
                    next.set(i, millis + all.get(i).elector.attempt().toMillis());
                }
            }
            assertThat(all.stream().filter(each -> each.active).map(each -> each.name))
                    .as("seed %d at %d ms", seed, millis)
                    .hasSizeLessThanOrEqualTo(1);
            time.pass(Duration.ofMillis(100));
        }
        all.forEach(each -> each.connected = true);
        for (int i = 0; i < 20; i++) {
            all.forEach(each -> each.elector.attempt());
            time.pass(Duration.ofSeconds(1));
        }
        assertThat(all.stream().filter(each -> each.active)).as("seed %d", seed).hasSize(1);
    }
}
