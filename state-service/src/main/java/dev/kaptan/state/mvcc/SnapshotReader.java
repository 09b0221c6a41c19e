package dev.kaptan.state.mvcc;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * Builds a store from what {@link Snapshot} wrote; a damaged snapshot is an {@link IOException}.
 */
public final class SnapshotReader {

    private final CheckedInputStream checked;
    private final DataInputStream in;

    private SnapshotReader(InputStream source) {
        checked = new CheckedInputStream(source, new CRC32C());
        in = new DataInputStream(checked);
    }

    /** Reads from a buffered stream. */
    public static MvccStore read(InputStream source) throws IOException {
        return new SnapshotReader(source).store();
    }

    private MvccStore store() throws IOException {
        boolean first = isFirstForm();
        var history = new History(readBase());
        for (int left = in.readInt(); left > 0; left--) {
            history.append(readRevision(history.at(history.last())));
        }
        var leases = readLeases();
        var administration = first ? null : readBytes();
        verifyChecksum();
        var head = history.at(history.last());
        var attachments = CountedTree.<byte[]>empty();
        long live = 0;
        for (var entry : head.keys().values()) {
            live += entry.weight();
            if (entry.lease() != 0) {
                attachments =
                        attachments.put(
                                State.attachmentKey(entry.lease(), entry.key()), entry.key());
            }
        }
        var state = new State(head, leases, attachments);
        if (administration != null) {
            state = Administration.decode(state, administration);
        }
        return MvccStore.restored(history, state, live);
    }

    private boolean isFirstForm() throws IOException {
        var magic = in.readNBytes(Snapshot.MAGIC.length);
        boolean first = Arrays.equals(magic, Snapshot.FIRST_MAGIC);
        if (!first && !Arrays.equals(magic, Snapshot.MAGIC)) {
            throw new IOException("this is no snapshot of the state service");
        }
        return first;
    }

    private Revision readBase() throws IOException {
        long number = in.readLong();
        int count = in.readInt();
        var keys = new ArrayList<byte[]>();
        var entries = new ArrayList<KeyValue>();
        for (int left = count; left > 0; left--) {
            var entry = readEntry(in.readLong());
            keys.add(entry.key());
            entries.add(entry);
        }
        var tree = CountedTree.ofSorted(keys, entries);
        return new Revision(number, tree, readEvents(number, CountedTree.empty()));
    }

    private Revision readRevision(Revision before) throws IOException {
        long number = before.number() + 1;
        var events = readEvents(number, before.keys());
        var keys = before.keys();
        for (var event : events) {
            var entry = event.entry();
            keys =
                    event instanceof Event.Put
                            ? keys.put(entry.key(), entry)
                            : keys.remove(entry.key());
        }
        return new Revision(number, keys, events);
    }

    private List<Event> readEvents(long number, CountedTree<KeyValue> before) throws IOException {
        var events = new ArrayList<Event>(1);
        for (int left = in.readInt(); left > 0; left--) {
            byte kind = in.readByte();
            var entry = readEntry(number);
            var previous = before.get(entry.key());
            events.add(
                    kind == Snapshot.PUT
                            ? new Event.Put(entry, previous)
                            : new Event.Delete(entry, previous));
        }
        return List.copyOf(events);
    }

    private KeyValue readEntry(long modRevision) throws IOException {
        var key = readBytes();
        var value = readBytes();
        long createRevision = in.readLong();
        long version = in.readLong();
        return new KeyValue(key, value, createRevision, modRevision, version, in.readLong());
    }

    private CountedTree<State.Lease> readLeases() throws IOException {
        var leases = CountedTree.<State.Lease>empty();
        for (int left = in.readInt(); left > 0; left--) {
            long id = in.readLong();
            leases = leases.put(State.leaseKey(id), new State.Lease(id, in.readLong()));
        }
        return leases;
    }

    private byte[] readBytes() throws IOException {
        int length = in.readInt();
        var bytes = in.readNBytes(Math.max(0, length));
        if (bytes.length != length) {
            throw new IOException("the snapshot ends early");
        }
        return bytes;
    }

    private void verifyChecksum() throws IOException {
        int expected = (int) checked.getChecksum().getValue();
        if (in.readInt() != expected) {
            throw new IOException("the snapshot's checksum does not match its content");
        }
    }
}
