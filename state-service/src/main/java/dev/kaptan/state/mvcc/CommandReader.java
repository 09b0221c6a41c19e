package dev.kaptan.state.mvcc;

import dev.kaptan.state.auth.AuthCodec;
import dev.kaptan.state.auth.Caller;
import dev.kaptan.state.codec.BytesReader;

import java.util.ArrayList;
import java.util.List;

/** Reads what {@link CommandWriter} wrote. */
public final class CommandReader {

    private static final Comparison.Relation[] RELATIONS = Comparison.Relation.values();
    private static final Sort.Target[] TARGETS = Sort.Target.values();
    private static final Alarms.Kind[] ALARMS = Alarms.Kind.values();

    private final BytesReader in;

    public CommandReader(BytesReader in) {
        this.in = in;
    }

    public Command read() {
        int tag = in.tag();
        return switch (tag) {
            case Tag.COMPACT -> new Command.Compact(in.number());
            case Tag.LEASE_GRANT -> new Command.LeaseGrant(in.number(), in.number());
            case Tag.LEASE_REVOKE -> new Command.LeaseRevoke(in.number());
            case Tag.SET_ALARM ->
                    new Command.SetAlarm(
                            new Alarms.Alarm(in.number(), ALARMS[in.tag()]), in.flag());
            case Tag.CHANGE_AUTH -> new Command.ChangeAuth(AuthCodec.readChange(in));
            case Tag.ISSUE_TOKEN ->
                    new Command.IssueToken(in.text(), in.text(), in.number(), in.number());
            case Tag.CALLED_BY -> new Command.CalledBy(new Caller(in.text(), in.number()), read());
            default -> {
                if (operation(tag) instanceof Command command) {
                    yield command;
                }
                throw new IllegalArgumentException("a read in the place of a command");
            }
        };
    }

    private Operation operation(int tag) {
        return switch (tag) {
            case Tag.PUT ->
                    new Operation.Put(
                            in.bytes(), in.bytes(), in.number(), in.flag(), in.flag(), in.flag());
            case Tag.DELETE -> new Operation.Delete(keyRange(), in.flag());
            case Tag.TXN -> new Operation.Txn(comparisons(), operations(), operations());
            case Tag.RANGE -> range();
            default -> throw new IllegalArgumentException("a command of the unknown kind " + tag);
        };
    }

    private List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        for (long left = in.number(); left > 0; left--) {
            operations.add(operation(in.tag()));
        }
        return operations;
    }

    private List<Comparison> comparisons() {
        var comparisons = new ArrayList<Comparison>();
        for (long left = in.number(); left > 0; left--) {
            comparisons.add(new Comparison(keyRange(), RELATIONS[in.tag()], operand()));
        }
        return comparisons;
    }

    private Comparison.Operand operand() {
        int tag = in.tag();
        return switch (tag) {
            case Tag.VERSION -> new Comparison.Operand.Version(in.number());
            case Tag.CREATE_REVISION -> new Comparison.Operand.CreateRevision(in.number());
            case Tag.MOD_REVISION -> new Comparison.Operand.ModRevision(in.number());
            case Tag.LEASE -> new Comparison.Operand.Lease(in.number());
            case Tag.VALUE -> new Comparison.Operand.Value(in.bytes());
            default -> throw new IllegalArgumentException("an operand of the unknown kind " + tag);
        };
    }

    private Operation.Range range() {
        return new Operation.Range(
                keyRange(),
                in.number(),
                in.number(),
                sort(),
                in.flag(),
                in.flag(),
                new Operation.Bounds(in.number(), in.number(), in.number(), in.number()));
    }

    private Sort sort() {
        int tag = in.tag();
        var target = TARGETS[tag % Tag.AFTER_LIMIT];
        return new Sort(target, in.flag(), tag >= Tag.AFTER_LIMIT);
    }

    private KeyRange keyRange() {
        var start = in.bytes();
        boolean endless = in.flag();
        var end = in.bytes();
        return new KeyRange(start, endless ? null : end);
    }
}
