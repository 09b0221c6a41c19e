package dev.kaptan.state.mvcc;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong, as members have found; immutable. */
public record Alarms(Set<Alarm> active) {

    static final Alarms NONE = new Alarms(Set.of());

    public Alarms {
        active = Set.copyOf(active);
    }

    /** What can be wrong. */
    public enum Kind {
        /** A member holds more than its quota: nothing may be added. */
        NO_SPACE,
        /** Members disagree on the data: nothing may be read or written. */
        CORRUPT
    }

    /** Raised for a member. */
    public record Alarm(long member, Kind kind) {}

    public boolean has(Kind kind) {
        return active.stream().anyMatch(each -> each.kind() == kind);
    }

    /** By member, then kind. */
    public List<Alarm> sorted() {
        var sorted = new ArrayList<>(active);
        sorted.sort((one, other) ->
                one.member() == other.member()
                        ? one.kind().compareTo(other.kind())
                        : Long.compareUnsigned(one.member(), other.member()));
        return sorted;
    }

    Alarms with(Alarm alarm) {
        var changed = new LinkedHashSet<>(active);
        return changed.add(alarm) ? new Alarms(changed) : this;
    }

    Alarms without(Alarm alarm) {
        var changed = new LinkedHashSet<>(active);
        return changed.remove(alarm) ? new Alarms(changed) : this;
    }

    /** Throws {@link Refused} for what may not be done while an alarm is active, as in etcd. */
    void admit(Command command) {
        if (has(Kind.CORRUPT) && touchesData(command)) {
            throw new Refused(Refused.Reason.CORRUPT);
        }
        if (has(Kind.NO_SPACE) && adds(command)) {
            throw new Refused(Refused.Reason.NO_SPACE);
        }
    }

    private static boolean touchesData(Command command) {
        return switch (command) {
            case Operation.Put put -> true;
            case Operation.Delete delete -> true;
            case Operation.Txn txn -> true;
            case Command.Compact compact -> true;
            case Command.LeaseGrant grant -> true;
            case Command.LeaseRevoke revoke -> true;
            case Command.SetAlarm alarm -> false;
            case Command.ChangeAuth change -> false;
            case Command.IssueToken token -> false;
            case Command.CalledBy called -> touchesData(called.command());
        };
    }

    private static boolean adds(Command command) {
        return switch (command) {
            case Operation operation -> operation.adds();
            case Command.LeaseGrant grant -> true;
            case Command.CalledBy called -> adds(called.command());
            case Command.Compact compact -> false;
            case Command.LeaseRevoke revoke -> false;
            case Command.SetAlarm alarm -> false;
            case Command.ChangeAuth change -> false;
            case Command.IssueToken token -> false;
        };
    }
}
