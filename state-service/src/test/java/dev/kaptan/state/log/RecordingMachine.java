package dev.kaptan.state.log;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers every entry; answers how many there were before. Empty entries are passed over. */
public class RecordingMachine implements ReplicatedMachine<Integer> {

    private final List<String> entries = new CopyOnWriteArrayList<>();
    private int applied;

    @Override
    public Integer apply(byte[] entry) {
        applied++;
        if (entry.length > 0) {
            entries.add(new String(entry, StandardCharsets.UTF_8));
        }
        return entries.size() - 1;
    }

    @Override
    public Frozen freeze() {
        var frozen = List.copyOf(entries);
        return target -> {
            var out = new DataOutputStream(target);
            out.writeInt(frozen.size());
            for (var entry : frozen) {
                var bytes = entry.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        };
    }

    @Override
    public void restore(InputStream snapshot) throws IOException {
        var in = new DataInputStream(snapshot);
        var restored = new ArrayList<String>();
        for (int left = in.readInt(); left > 0; left--) {
            restored.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
        }
        entries.clear();
        entries.addAll(restored);
    }

    /** Says what it is told, as it knows nothing that entries do not tell. */
    @Override
    public byte[] answer(byte[] question) {
        return question;
    }

    public List<String> entries() {
        return List.copyOf(entries);
    }

    /** How many entries were applied one by one, not through a snapshot. */
    public int applied() {
        return applied;
    }
}
