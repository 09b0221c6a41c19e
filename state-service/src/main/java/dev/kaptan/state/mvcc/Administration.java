package dev.kaptan.state.mvcc;

import dev.kaptan.state.auth.AuthCodec;
import dev.kaptan.state.codec.BytesReader;
import dev.kaptan.state.codec.BytesWriter;

/** Users, roles and alarms of a state as bytes, in snapshots and in tables. */
final class Administration {

    private static final Alarms.Kind[] KINDS = Alarms.Kind.values();

    private Administration() {}

    static byte[] encode(State state) {
        var out = new BytesWriter(256);
        AuthCodec.write(state.auth(), out);
        var alarms = state.alarms().sorted();
        out.number(alarms.size());
        for (var alarm : alarms) {
            out.number(alarm.member());
            out.tag(alarm.kind().ordinal());
        }
        return out.toByteArray();
    }

    /** The state with what was encoded in the place of its own. */
    static State decode(State state, byte[] encoded) {
        var in = new BytesReader(encoded);
        var auth = AuthCodec.readState(in);
        var alarms = Alarms.NONE;
        for (long left = in.number(); left > 0; left--) {
            alarms = alarms.with(new Alarms.Alarm(in.number(), KINDS[in.tag()]));
        }
        return state.with(auth).with(alarms);
    }
}
