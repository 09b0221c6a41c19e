package dev.kaptan.standalone;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.log.MembershipException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Adds members to a running store and waits until it shows them. The store is asked again where it
 * refuses: it may have no leader for a moment, or have another change of members under way.
 */
final class StoreGrowth {

    private final Supplier<LogStatus> status;
    private final Consumer<String> announce;
    private final Duration patience;

    /**
     * @param announce tells the store a new member's peer URL
     * @param patience how long each step may take
     */
    StoreGrowth(Supplier<LogStatus> status, Consumer<String> announce, Duration patience) {
        this.status = status;
        this.announce = announce;
        this.patience = patience;
    }

    /**
     * Returns once the store knows the member's address.
     *
     * @throws StartFailure with the last refusal, if there was one
     */
    void awaitKnown(StoreMember member) {
        await(member.name() + " tells its address", () -> isKnown(member));
    }

    /** As {@link #awaitKnown}, of a member that the store need not know yet. */
    void add(StoreMember member) {
        await(
                member.name() + " is added",
                () -> {
                    // A try before, whose answer was lost, may have added it.
                    if (!isKnown(member)) {
                        announce.accept(member.peerUrl());
                    }
                    return true;
                });
    }

    /** Returns once that many members have caught up. */
    void awaitVoters(int voters) {
        await(voters + " members have caught up", () -> voters() == voters);
    }

    private boolean isKnown(StoreMember member) {
        return status.get().members().stream()
                .anyMatch(each -> each.peerUrl().equals(member.peerUrl()));
    }

    private long voters() {
        return status.get().members().stream()
                .filter(each -> each.name() != null && !each.learner())
                .count();
    }

    private void await(String what, BooleanSupplier attempt) {
        long end = System.nanoTime() + patience.toNanos();
        RuntimeException refusal = null;
        while (true) {
            try {
                if (attempt.getAsBoolean()) {
                    return;
                }
                refusal = null;
            } catch (MembershipException | LogException e) {
                refusal = e;
            }
            if (System.nanoTime() - end > 0) {
                throw failure(what, refusal);
            }
            pause();
        }
    }

    private static StartFailure failure(String what, @Nullable RuntimeException refusal) {
        return new StartFailure(
                "the store did not grow: in vain waited until "
                        + what
                        + (refusal == null ? "" : ": " + refusal.getMessage()),
                refusal);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while starting", e);
        }
    }
}
