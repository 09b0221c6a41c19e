package dev.kaptan.state.store;

import dev.kaptan.state.codec.BytesReader;
import dev.kaptan.state.codec.BytesWriter;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.CommandReader;
import dev.kaptan.state.mvcc.CommandWriter;

import java.util.ArrayList;
import java.util.List;

/** Commands that share a log entry and so a disk sync: their encodings one after another. */
final class Batch {

    private Batch() {}

    static byte[] encode(Command command) {
        var out = new BytesWriter(256);
        new CommandWriter(out).write(command);
        return out.toByteArray();
    }

    static byte[] join(List<byte[]> commands) {
        if (commands.size() == 1) {
            return commands.getFirst();
        }
        var out = new BytesWriter(commands.stream().mapToInt(each -> each.length).sum());
        commands.forEach(out::raw);
        return out.toByteArray();
    }

    static List<Command> decode(byte[] entry) {
        var in = new BytesReader(entry);
        var reader = new CommandReader(in);
        var commands = new ArrayList<Command>();
        while (in.hasMore()) {
            commands.add(reader.read());
        }
        return commands;
    }
}
