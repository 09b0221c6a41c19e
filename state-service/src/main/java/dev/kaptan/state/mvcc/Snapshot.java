package dev.kaptan.state.mvcc;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * The store frozen at one moment. Taking it costs nothing, for states are immutable; it may be
 * written while commands go on being applied.
 *
 * <p>Form: magic, the keys at the oldest revision kept, every later revision's events, the leases,
 * the users and alarms, and a CRC-32C of all before it. All integers are big-endian.
 */
public final class Snapshot {

    static final byte[] MAGIC = "KAPTANS2".getBytes(StandardCharsets.US_ASCII);

    /** The form before there were users and alarms; still read. */
    static final byte[] FIRST_MAGIC = "KAPTANS1".getBytes(StandardCharsets.US_ASCII);

    static final int PUT = 1;
    static final int DELETE = 2;

    private final State state;
    private final List<Revision> revisions;

    Snapshot(State state, List<Revision> revisions) {
        this.state = state;
        this.revisions = revisions;
    }

    /** May be called by any thread while commands are applied. */
    public static Snapshot of(MvccStore store) {
        while (true) {
            var state = store.state();
            try {
                return new Snapshot(state, store.history().upTo(state.head().number()));
            } catch (Refused compacted) {
                // The store has moved on and forgotten what was the newest a moment ago.
            }
        }
    }

    /** The store's revision at that moment. */
    public long revision() {
        return state.head().number();
    }

    /** Of all that is replicated, and so the same on every member that has applied as much. */
    public int checksum() throws IOException {
        var checked = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32C());
        try (var out = new BufferedOutputStream(checked)) {
            writeTo(out);
        }
        return (int) checked.getChecksum().getValue();
    }

    /** Writes the snapshot; the caller buffers, flushes and closes the stream. */
    public void writeTo(OutputStream target) throws IOException {
        var checked = new CheckedOutputStream(target, new CRC32C());
        var out = new DataOutputStream(checked);
        out.write(MAGIC);
        writeBase(out, revisions.getFirst());
        out.writeInt(revisions.size() - 1);
        for (var revision : revisions.subList(1, revisions.size())) {
            writeEvents(out, revision.events());
        }
        writeLeases(out);
        writeBytes(out, Administration.encode(state));
        out.writeInt((int) checked.getChecksum().getValue());
    }

    private static void writeBase(DataOutputStream out, Revision base) throws IOException {
        out.writeLong(base.number());
        out.writeInt(base.keys().size());
        for (var entry : base.keys().values()) {
            out.writeLong(entry.modRevision());
            writeEntry(out, entry);
        }
        writeEvents(out, base.events());
    }

    private static void writeEvents(DataOutputStream out, List<Event> events) throws IOException {
        out.writeInt(events.size());
        for (var event : events) {
            out.writeByte(event instanceof Event.Put ? PUT : DELETE);
            writeEntry(out, event.entry());
        }
    }

    private static void writeEntry(DataOutputStream out, KeyValue entry) throws IOException {
        writeBytes(out, entry.key());
        writeBytes(out, entry.value());
        out.writeLong(entry.createRevision());
        out.writeLong(entry.version());
        out.writeLong(entry.lease());
    }

    private void writeLeases(DataOutputStream out) throws IOException {
        out.writeInt(state.leases().size());
        for (var lease : state.leases().values()) {
            out.writeLong(lease.id());
            out.writeLong(lease.ttlSeconds());
        }
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
