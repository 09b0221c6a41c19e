package dev.kaptan.state.postgres;

import dev.kaptan.state.mvcc.Change;
import dev.kaptan.state.mvcc.KeyValue;
import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.mvcc.Plan;
import dev.kaptan.state.store.Planned;
import dev.kaptan.state.store.StoreMachine;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataRetrievalFailureException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The store in the heap, and up to which entry it repeats the tables. It moves from entry to entry,
 * so that every revision passes by in order; one thread at a time moves it.
 */
final class Replica {

    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);
    private static final UUID NONE = new UUID(0, 0);

    private final StoreMachine machine;
    private final Batches batches;
    private final Revisions revisions;
    private final LeaseRows leases;
    private final Administrations administrations;
    private final Announcements announcements;
    private volatile BatchRow applied = new BatchRow(-1, NONE, 0, 0);

    Replica(StoreMachine machine, Database database) {
        this.machine = machine;
        this.batches = database.repository(Batches.class);
        this.revisions = database.repository(Revisions.class);
        this.leases = database.repository(LeaseRows.class);
        this.administrations = database.repository(Administrations.class);
        this.announcements = database.repository(Announcements.class);
    }

    long appliedIndex() {
        return applied.index();
    }

    /** What a lease was granted for; null if this instance, which may be behind, knows none. */
    @Nullable Long leaseTtlSeconds(long id) {
        return machine.store().view().leaseTtlSeconds(id);
    }

    int leases() {
        return machine.store().view().leases().size();
    }

    /**
     * Takes over what others have appended up to {@code newest}; to be called within a transaction
     * that sees it.
     */
    void catchUp(BatchRow newest) {
        if (newest.id().equals(applied.id())) {
            return;
        }
        var announced = announced();
        if (continues(newest)) {
            machine.publish(repeat(newest), announced);
        } else {
            machine.replace(load(newest));
            machine.tell(announced);
        }
        applied = newest;
    }

    Planned plan(byte[] entry) {
        return machine.plan(entry);
    }

    /** Makes what this instance has appended the truth. */
    void publish(Planned planned, BatchRow batch) {
        machine.publish(planned);
        applied = batch;
    }

    /**
     * Whether the tables still have everything after what is applied. Compaction may have taken
     * some of it, and a database that was restored from a backup has another past.
     */
    private boolean continues(BatchRow newest) {
        if (applied.index() < 0) {
            return false;
        }
        boolean samePast =
                batches.findById(applied.index())
                        .filter(row -> row.id().equals(applied.id()))
                        .isPresent();
        if (!samePast && newest.index() <= applied.index()) {
            LOG.error(
                    "the database has lost entries: it ends at {}, {} was applied; all is loaded"
                            + " anew, and revisions may be given out again",
                    newest.index(),
                    applied.index());
        }
        return samePast && newest.compacted() <= applied.revision();
    }

    /** Who has just started has missed nothing. */
    private List<byte[]> announced() {
        return applied.index() < 0
                ? List.of()
                : announcements.after(applied.index()).stream()
                        .map(AnnouncementRow::command)
                        .toList();
    }

    private Plan repeat(BatchRow newest) {
        var plan = machine.store().plan();
        try (var rows = revisions.between(plan.revision(), newest.revision())) {
            new Repetition(plan).of(rows);
        }
        leases.changedAfter(applied.index()).forEach(row -> plan.replay(row.change()));
        administrations
                .changedAfter(applied.index())
                .ifPresent(row -> plan.replayAdministration(row.content()));
        plan.replayCompaction(newest.compacted());
        requireRevision(plan, newest);
        return plan;
    }

    private MvccStore load(BatchRow newest) {
        var store = base(newest.compacted());
        var plan = store.plan();
        try (var rows = revisions.between(plan.revision(), newest.revision())) {
            new Repetition(plan).of(rows);
        }
        leases.changedAfter(-1).stream()
                .filter(row -> !row.revoked())
                .forEach(row -> plan.replay(row.change()));
        administrations.changedAfter(-1).ifPresent(row -> plan.replayAdministration(row.content()));
        requireRevision(plan, newest);
        store.publish(plan);
        return store;
    }

    /** The store at the compacted revision; superseded rows before it need not be swept yet. */
    private MvccStore base(long compacted) {
        if (compacted == 0) {
            return new MvccStore();
        }
        var live = new TreeMap<byte[], KeyValue>(Arrays::compareUnsigned);
        var last = new ArrayList<Change>();
        try (var rows = revisions.between(0, compacted)) {
            rows.forEach(row -> {
                var change = row.change();
                if (change.deletion()) {
                    live.remove(row.key());
                } else {
                    live.put(row.key(), change.entry());
                }
                if (row.place().revision() == compacted) {
                    last.add(change);
                }
            });
        }
        return MvccStore.beginningAt(compacted, List.copyOf(live.values()), last);
    }

    private static void requireRevision(Plan plan, BatchRow newest) {
        if (plan.revision() != newest.revision()) {
            throw new DataRetrievalFailureException(
                    "the tables end at revision %d, entry %d at %d"
                            .formatted(plan.revision(), newest.index(), newest.revision()));
        }
    }

    /** Gathers the rows of each revision and repeats one after another, without gaps. */
    private static final class Repetition {

        private final Plan plan;
        private final List<Change> gathered = new ArrayList<>(1);

        Repetition(Plan plan) {
            this.plan = plan;
        }

        void of(Stream<RevisionRow> rows) {
            rows.forEach(row -> {
                long gathering = plan.revision() + 1;
                if (row.place().revision() > gathering) {
                    finish();
                    require(plan.revision() + 1, row.place().revision());
                }
                gathered.add(row.change());
            });
            finish();
        }

        private void finish() {
            if (!gathered.isEmpty()) {
                plan.replay(List.copyOf(gathered));
                gathered.clear();
            }
        }

        private static void require(long expected, long found) {
            if (found != expected) {
                throw new DataRetrievalFailureException(
                        "revision %d is missing before %d".formatted(expected, found));
            }
        }
    }
}
