package dev.kaptan.state.mvcc;

import java.util.Arrays;
import java.util.List;

/**
 * Every revision since the last compaction, without gaps. One thread writes, any number read: a
 * revision is in its slot before {@code last} says so.
 */
final class History implements Past {

    /** {@code slots[n - base]} is revision n. */
    private record Window(long base, Revision[] slots) {}

    private volatile Window window;
    private volatile long last;
    private long weight;

    History(Revision first) {
        var slots = new Revision[64];
        slots[0] = first;
        window = new Window(first.number(), slots);
        last = first.number();
    }

    long first() {
        return window.base;
    }

    long last() {
        return last;
    }

    /** Heap bytes that only the history keeps alive, roughly. */
    long weight() {
        return weight;
    }

    /** The revision of a number between {@link #first} and {@link #last}. */
    @Override
    public Revision at(long number) {
        var seen = window;
        if (number < seen.base) {
            throw new Refused(Refused.Reason.COMPACTED);
        }
        return seen.slots[Math.toIntExact(number - seen.base)];
    }

    /**
     * Every kept revision up to one that has been published; throws {@link Refused} if that is
     * compacted meanwhile.
     */
    List<Revision> upTo(long number) {
        var seen = window;
        if (number < seen.base) {
            throw new Refused(Refused.Reason.COMPACTED);
        }
        return List.of(Arrays.copyOf(seen.slots, Math.toIntExact(number - seen.base) + 1));
    }

    void append(Revision revision) {
        int slot = Math.toIntExact(revision.number() - window.base);
        if (slot == window.slots.length) {
            window = new Window(window.base, Arrays.copyOf(window.slots, slot * 2));
        }
        window.slots[slot] = revision;
        weight += revision.weight();
        last = revision.number();
    }

    /** Forgets every revision below {@code number}. */
    void compact(long number) {
        int dropped = Math.toIntExact(number - window.base);
        int kept = Math.toIntExact(last - number) + 1;
        var slots =
                Arrays.copyOfRange(window.slots, dropped, dropped + Math.max(64, kept + kept / 2));
        for (int slot = 0; slot < dropped; slot++) {
            weight -= window.slots[slot].weight();
        }
        window = new Window(number, slots);
    }
}
