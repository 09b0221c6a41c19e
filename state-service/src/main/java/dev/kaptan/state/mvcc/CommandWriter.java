package dev.kaptan.state.mvcc;

import dev.kaptan.state.auth.AuthCodec;
import dev.kaptan.state.codec.BytesWriter;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Writes commands as they stand in the log. Tags and field orders are for ever: every later version
 * must read an old log.
 */
public final class CommandWriter {

    private static final byte[] EMPTY = new byte[0];

    private final BytesWriter out;

    public CommandWriter(BytesWriter out) {
        this.out = out;
    }

    public void write(Command command) {
        switch (command) {
            case Operation operation -> operation(operation);
            case Command.Compact compact -> {
                out.tag(Tag.COMPACT);
                out.number(compact.revision());
            }
            case Command.LeaseGrant grant -> {
                out.tag(Tag.LEASE_GRANT);
                out.number(grant.id());
                out.number(grant.ttlSeconds());
            }
            case Command.LeaseRevoke revoke -> {
                out.tag(Tag.LEASE_REVOKE);
                out.number(revoke.id());
            }
            case Command.SetAlarm(var alarm, boolean active) -> {
                out.tag(Tag.SET_ALARM);
                out.number(alarm.member());
                out.tag(alarm.kind().ordinal());
                out.flag(active);
            }
            case Command.ChangeAuth(var change) -> {
                out.tag(Tag.CHANGE_AUTH);
                AuthCodec.write(change, out);
            }
            case Command.IssueToken issue -> {
                out.tag(Tag.ISSUE_TOKEN);
                out.text(issue.user());
                out.text(issue.token());
                out.number(issue.authRevision());
                out.number(issue.issuedMillis());
            }
            case Command.CalledBy(var caller, var inner) -> {
                out.tag(Tag.CALLED_BY);
                out.text(caller.user());
                out.number(caller.revision());
                write(inner);
            }
        }
    }

    private void operation(Operation operation) {
        switch (operation) {
            case Operation.Put put -> put(put);
            case Operation.Range range -> range(range);
            case Operation.Delete delete -> {
                out.tag(Tag.DELETE);
                range(delete.range());
                out.flag(delete.previous());
            }
            case Operation.Txn txn -> {
                out.tag(Tag.TXN);
                out.number(txn.comparisons().size());
                txn.comparisons().forEach(this::comparison);
                operations(txn.success());
                operations(txn.failure());
            }
        }
    }

    private void operations(List<Operation> operations) {
        out.number(operations.size());
        operations.forEach(this::operation);
    }

    private void put(Operation.Put put) {
        out.tag(Tag.PUT);
        out.bytes(put.key());
        out.bytes(put.value());
        out.number(put.lease());
        out.flag(put.previous());
        out.flag(put.ignoreValue());
        out.flag(put.ignoreLease());
    }

    private void range(Operation.Range range) {
        out.tag(Tag.RANGE);
        range(range.range());
        out.number(range.limit());
        out.number(range.revision());
        out.tag(
                range.sort().target().ordinal()
                        + (range.sort().afterLimit() ? Tag.AFTER_LIMIT : 0));
        out.flag(range.sort().descending());
        out.flag(range.keysOnly());
        out.flag(range.countOnly());
        out.number(range.bounds().minModRevision());
        out.number(range.bounds().maxModRevision());
        out.number(range.bounds().minCreateRevision());
        out.number(range.bounds().maxCreateRevision());
    }

    private void comparison(Comparison comparison) {
        range(comparison.range());
        out.tag(comparison.relation().ordinal());
        switch (comparison.operand()) {
            case Comparison.Operand.Version(long version) -> operand(Tag.VERSION, version);
            case Comparison.Operand.CreateRevision(long revision) ->
                    operand(Tag.CREATE_REVISION, revision);
            case Comparison.Operand.ModRevision(long revision) ->
                    operand(Tag.MOD_REVISION, revision);
            case Comparison.Operand.Lease(long id) -> operand(Tag.LEASE, id);
            case Comparison.Operand.Value(byte[] value) -> {
                out.tag(Tag.VALUE);
                out.bytes(value);
            }
        }
    }

    private void operand(int tag, long number) {
        out.tag(tag);
        out.number(number);
    }

    private void range(KeyRange range) {
        byte @Nullable [] end = range.end();
        out.bytes(range.start());
        out.flag(end == null);
        out.bytes(end == null ? EMPTY : end);
    }
}
