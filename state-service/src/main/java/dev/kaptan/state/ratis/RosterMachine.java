package dev.kaptan.state.ratis;

import dev.kaptan.state.codec.BytesReader;
import dev.kaptan.state.codec.BytesWriter;
import dev.kaptan.state.log.ReplicatedMachine;

import org.apache.ratis.protocol.RaftPeerId;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keeps the roster beside the machine of the log's user: takes the entries that are the log's own,
 * and puts the roster in front of the user's snapshots. Snapshots and entries from before there was
 * a roster have none of that.
 */
final class RosterMachine<R> implements ReplicatedMachine<Proposal.Answer<R>> {

    /** Entries of the log's own begin with this, which no command does. */
    private static final int OWN = 0x7f;

    private static final int PUT = 1;
    private static final int REMOVE = 2;

    private static final byte[] MAGIC = "KAPTANR1".getBytes(StandardCharsets.US_ASCII);

    private final ReplicatedMachine<R> machine;
    private volatile Roster roster = Roster.EMPTY;

    RosterMachine(ReplicatedMachine<R> machine) {
        this.machine = machine;
    }

    Roster roster() {
        return roster;
    }

    static byte[] put(RaftPeerId peer, Roster.Entry entry) {
        var out = own(PUT, peer);
        Roster.write(out, entry);
        return out.toByteArray();
    }

    static byte[] remove(RaftPeerId peer) {
        return own(REMOVE, peer).toByteArray();
    }

    /** The answer is empty for an entry of the log's own. */
    @Override
    public Proposal.Answer<R> apply(byte[] entry) {
        if (entry.length == 0 || entry[0] != OWN) {
            return new Proposal.Answer<>(machine.apply(entry));
        }
        var in = new BytesReader(entry);
        in.tag();
        int kind = in.tag();
        var peer = RaftPeerId.valueOf(in.text());
        roster = kind == PUT ? roster.with(peer, Roster.readEntry(in)) : roster.without(peer);
        return new Proposal.Answer<>(null);
    }

    @Override
    public Frozen freeze() {
        var users = machine.freeze();
        var out = new BytesWriter(256);
        roster.write(out);
        var head = out.toByteArray();
        return target -> {
            var data = new DataOutputStream(target);
            data.write(MAGIC);
            data.writeInt(head.length);
            data.write(head);
            data.flush();
            users.writeTo(target);
        };
    }

    @Override
    public void restore(InputStream snapshot) throws IOException {
        var in = new PushbackInputStream(snapshot, MAGIC.length);
        var begin = in.readNBytes(MAGIC.length);
        if (Arrays.equals(begin, MAGIC)) {
            var data = new DataInputStream(in);
            roster = Roster.read(new BytesReader(data.readNBytes(data.readInt())));
        } else {
            in.unread(begin);
            roster = Roster.EMPTY;
        }
        machine.restore(in);
    }

    @Override
    public void leading(boolean leads) {
        machine.leading(leads);
    }

    @Override
    public byte[] answer(byte[] question) {
        return machine.answer(question);
    }

    private static BytesWriter own(int kind, RaftPeerId peer) {
        var out = new BytesWriter(64);
        out.tag(OWN);
        out.tag(kind);
        out.text(peer.toString());
        return out;
    }
}
