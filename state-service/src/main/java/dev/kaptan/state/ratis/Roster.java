package dev.kaptan.state.ratis;

import dev.kaptan.state.codec.BytesReader;
import dev.kaptan.state.codec.BytesWriter;

import org.apache.ratis.protocol.RaftPeerId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Raft's configuration does not say of members: their names, where clients reach them, and who
 * was added but has not started yet. Replicated like everything else, by entries of the log's own.
 */
record Roster(SortedMap<String, Entry> entries) {

    static final Roster EMPTY = new Roster(new TreeMap<>());

    /**
     * A member.
     *
     * @param name null until it has started
     * @param address where its peers reach it; of members that were added only
     * @param learner whether it was added as one
     */
    record Entry(
            @Nullable String name,
            @Nullable String address,
            boolean learner,
            List<String> clientUrls) {}

    @Nullable Entry of(RaftPeerId peer) {
        return entries.get(peer.toString());
    }

    Roster with(RaftPeerId peer, Entry entry) {
        var changed = new TreeMap<>(entries);
        changed.put(peer.toString(), entry);
        return new Roster(changed);
    }

    Roster without(RaftPeerId peer) {
        var changed = new TreeMap<>(entries);
        changed.remove(peer.toString());
        return new Roster(changed);
    }

    void write(BytesWriter out) {
        out.number(entries.size());
        entries.forEach((peer, entry) -> {
            out.text(peer);
            write(out, entry);
        });
    }

    static Roster read(BytesReader in) {
        var entries = new TreeMap<String, Entry>();
        for (long left = in.number(); left > 0; left--) {
            entries.put(in.text(), readEntry(in));
        }
        return new Roster(entries);
    }

    static void write(BytesWriter out, Entry entry) {
        out.optionalText(entry.name);
        out.optionalText(entry.address);
        out.flag(entry.learner);
        out.number(entry.clientUrls.size());
        entry.clientUrls.forEach(out::text);
    }

    static Entry readEntry(BytesReader in) {
        var name = in.optionalText();
        var address = in.optionalText();
        boolean learner = in.flag();
        var urls = new ArrayList<String>();
        for (long left = in.number(); left > 0; left--) {
            urls.add(in.text());
        }
        return new Entry(name, address, learner, List.copyOf(urls));
    }
}
