package dev.kaptan.state.grpc;

import dev.kaptan.etcd.api.AlarmMember;
import dev.kaptan.etcd.api.AlarmRequest;
import dev.kaptan.etcd.api.AlarmResponse;
import dev.kaptan.etcd.api.AlarmType;
import dev.kaptan.state.mvcc.Alarms;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.Result;
import dev.kaptan.state.store.StateStore;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Lists alarms, raises them and takes them back. */
final class Alarming {

    private final StateStore store;
    private final Guard guard;
    private final Headers headers;

    Alarming(StateStore store, Guard guard, Headers headers) {
        this.store = store;
        this.guard = guard;
        this.headers = headers;
    }

    static AlarmType type(Alarms.Kind kind) {
        return switch (kind) {
            case NO_SPACE -> AlarmType.NOSPACE;
            case CORRUPT -> AlarmType.CORRUPT;
        };
    }

    AlarmResponse answer(AlarmRequest request) {
        var kind = kind(request.getAlarm());
        var alarms =
                switch (request.getAction()) {
                    case GET -> active(kind);
                    case ACTIVATE -> set(request.getMemberID(), kind, true);
                    case DEACTIVATE -> set(request.getMemberID(), kind, false);
                    case UNRECOGNIZED -> List.<Alarms.Alarm>of();
                };
        var response = AlarmResponse.newBuilder().setHeader(headers.now());
        for (var alarm : alarms) {
            response.addAlarms(
                    AlarmMember.newBuilder()
                            .setMemberID(alarm.member())
                            .setAlarm(type(alarm.kind())));
        }
        return response.build();
    }

    private List<Alarms.Alarm> active(Alarms.@Nullable Kind kind) {
        return store.read().alarms().sorted().stream()
                .filter(each -> kind == null || each.kind() == kind)
                .toList();
    }

    /** etcd's clients disarm everything by asking for member 0 and no kind in particular. */
    private List<Alarms.Alarm> set(long member, Alarms.@Nullable Kind kind, boolean active) {
        guard.administer();
        var changed = new ArrayList<Alarms.Alarm>();
        for (var alarm : meant(member, kind, active)) {
            var done = store.execute(guard.called(new Command.SetAlarm(alarm, active)));
            if (((Result.AlarmSet) done.result()).alarm() instanceof Alarms.Alarm set) {
                changed.add(set);
            }
        }
        return changed;
    }

    private List<Alarms.Alarm> meant(long member, Alarms.@Nullable Kind kind, boolean active) {
        if (active) {
            return kind == null ? List.of() : List.of(new Alarms.Alarm(member, kind));
        }
        return active(kind).stream()
                .filter(each -> member == 0 || each.member() == member)
                .toList();
    }

    private static Alarms.@Nullable Kind kind(AlarmType type) {
        return switch (type) {
            case NOSPACE -> Alarms.Kind.NO_SPACE;
            case CORRUPT -> Alarms.Kind.CORRUPT;
            case NONE, UNRECOGNIZED -> null;
        };
    }
}
