package dev.kaptan.state.lease;

import dev.kaptan.state.codec.BytesReader;
import dev.kaptan.state.codec.BytesWriter;
import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.ReplicatedLog;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The leases of a cluster: their deadlines are the leader's, so this member asks the leader, which
 * may be itself.
 */
public final class LeaderLeases implements Leases {

    private static final int KEEP_ALIVE = 1;
    private static final int REMAINING = 2;

    private final Lessor own;
    private final ReplicatedLog<?> log;

    public LeaderLeases(Lessor own, ReplicatedLog<?> log) {
        this.own = own;
        this.log = log;
    }

    @Override
    public @Nullable Long keepAlive(long id) {
        return log.alone() ? own.keepAlive(id) : ask(KEEP_ALIVE, id);
    }

    @Override
    public @Nullable Long remainingSeconds(long id) {
        return log.alone() ? own.remainingSeconds(id) : ask(REMAINING, id);
    }

    @Override
    public List<Long> expired() {
        return own.expired();
    }

    @Override
    public int count() {
        return own.count();
    }

    /** The leader's answer to what another member asks. */
    public static byte[] answer(Lessor lessor, byte[] question) {
        var in = new BytesReader(question);
        int kind = in.tag();
        long id = in.number();
        var seconds =
                switch (kind) {
                    case KEEP_ALIVE -> lessor.keepAlive(id);
                    case REMAINING -> lessor.remainingSeconds(id);
                    default -> throw new IllegalArgumentException("an unknown question");
                };
        var out = new BytesWriter(16);
        out.flag(seconds != null);
        out.number(seconds == null ? 0 : seconds);
        return out.toByteArray();
    }

    /** Throws {@link LogException} where nobody leads. */
    private @Nullable Long ask(int kind, long id) {
        var question = new BytesWriter(16);
        question.tag(kind);
        question.number(id);
        var in = new BytesReader(log.askLeader(question.toByteArray()));
        return in.flag() ? in.number() : null;
    }
}
