package dev.kaptan.state.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.store.Outcome;

import org.junit.jupiter.api.Test;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

class LessorTest {

    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(5);
    private final Lessor lessor = new Lessor(() -> now);
    private final MvccStore store = new MvccStore();

    @Test
    void aLeaseExpiresWhenItsTimeIsOverEvenAcrossTheClocksOverflow() {
        carryOut(new Command.LeaseGrant(1, 10));
        pass(9);
        assertThat(lessor.expired()).isEmpty();
        pass(1);
        assertThat(lessor.expired()).containsExactly(1L);
    }

    @Test
    void keepingAliveGivesTheFullTimeAgain() {
        carryOut(new Command.LeaseGrant(1, 10));
        pass(9);
        assertThat(lessor.keepAlive(1)).isEqualTo(10);
        pass(9);
        assertThat(lessor.expired()).isEmpty();
        assertThat(lessor.remainingSeconds(1)).isEqualTo(1);
        pass(1);
        assertThat(lessor.expired()).containsExactly(1L);
    }

    @Test
    void anExpiredLeaseIsNamedAgainUntilItIsRevoked() {
        carryOut(new Command.LeaseGrant(1, 2));
        pass(2);
        assertThat(lessor.expired()).containsExactly(1L);
        assertThat(lessor.expired()).isEmpty();
        pass(1);
        assertThat(lessor.expired()).containsExactly(1L);
        carryOut(new Command.LeaseRevoke(1));
        pass(5);
        assertThat(lessor.expired()).isEmpty();
    }

    @Test
    void aLeaseWhoseEndIsOnItsWayIsNotPromisedAnyMoreTime() {
        carryOut(new Command.LeaseGrant(1, 2));
        pass(2);
        assertThat(lessor.expired()).containsExactly(1L);
        assertThat(lessor.keepAlive(1)).isNull();
        pass(1);
        assertThat(lessor.expired()).containsExactly(1L);
        lessor.leading(true);
        assertThat(lessor.keepAlive(1)).as("who begins to lead has ended nothing").isEqualTo(2);
    }

    @Test
    void whoDoesNotLeadKeepsNothingOfALeaseThatWasRevoked() {
        lessor.leading(false);
        for (long id = 1; id <= 100; id++) {
            carryOut(new Command.LeaseGrant(id, 10));
            carryOut(new Command.LeaseRevoke(id));
        }
        carryOut(new Command.LeaseGrant(101, 10));
        assertThat(lessor.expected()).isZero();
        pass(60);
        assertThat(lessor.expired()).isEmpty();
        lessor.leading(true);
        assertThat(lessor.expected()).isEqualTo(1);
        pass(10);
        assertThat(lessor.expired()).containsExactly(101L);
        lessor.leading(false);
        assertThat(lessor.expected()).isZero();
    }

    @Test
    void theShorterLeaseExpiresFirst() {
        carryOut(new Command.LeaseGrant(1, 30));
        carryOut(new Command.LeaseGrant(2, 3));
        pass(3);
        assertThat(lessor.expired()).containsExactly(2L);
    }

    @Test
    void theUnknownLeaseIsNotKeptAlive() {
        assertThat(lessor.keepAlive(9)).isNull();
        assertThat(lessor.remainingSeconds(9)).isNull();
    }

    @Test
    void leasesOfASnapshotGetTheirFullTime() {
        store.apply(new Command.LeaseGrant(4, 10));
        lessor.applied(store, store.revision());
        pass(9);
        assertThat(lessor.expired()).isEmpty();
        pass(1);
        assertThat(lessor.expired()).containsExactly(4L);
    }

    /** The two holds of the lock that this once took let the timer in between every so often. */
    @Test
    void whoBeginsToLeadEndsNoLeaseThatItsPredecessorKeptAlive() throws Exception {
        carryOut(new Command.LeaseGrant(1, 2));
        var over = new AtomicBoolean();
        var ended = new ConcurrentLinkedQueue<Long>();
        var timer =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!over.get()) {
                                ended.addAll(lessor.expired());
                            }
                        });
        for (int change = 0; change < 500_000; change++) {
            lessor.leading(false);
            pass(3);
            lessor.leading(true);
        }
        over.set(true);
        timer.join();
        assertThat(ended).isEmpty();
    }

    private void pass(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    private void carryOut(Command command) {
        lessor.applied(store, store.revision());
        lessor.carriedOut(command, new Outcome.Done(store.revision(), store.apply(command)));
    }
}
