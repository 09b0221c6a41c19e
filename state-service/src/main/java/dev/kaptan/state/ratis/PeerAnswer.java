package dev.kaptan.state.ratis;

import dev.kaptan.state.codec.BytesReader;
import dev.kaptan.state.codec.BytesWriter;
import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.MembershipException;

/** An answer on the wire: what was asked for, or why not. */
final class PeerAnswer {

    private static final int GIVEN = 0;
    private static final int NOT_LEADING = 1;
    private static final int NOT_CHANGED = 2;
    private static final int FAILED = 3;
    private static final int NO_SPACE = 4;

    private PeerAnswer() {}

    static byte[] given(byte[] content) {
        var out = new BytesWriter(content.length + 1);
        out.tag(GIVEN);
        out.raw(content);
        return out.toByteArray();
    }

    static byte[] refusal(Throwable cause) {
        var out = new BytesWriter(64);
        switch (cause) {
            case LogException log when log.reason() == LogException.Reason.NO_LEADER ->
                    out.tag(NOT_LEADING);
            case LogException log when log.reason() == LogException.Reason.NO_SPACE -> {
                out.tag(NO_SPACE);
                // Members of earlier versions read a text here.
                out.text(String.valueOf(log.getMessage()));
            }
            case MembershipException membership -> {
                out.tag(NOT_CHANGED);
                out.tag(membership.reason().ordinal());
                out.text(String.valueOf(membership.getMessage()));
            }
            default -> {
                out.tag(FAILED);
                out.text(String.valueOf(cause.getMessage()));
            }
        }
        return out.toByteArray();
    }

    /** Reads up to the content; throws what the other side has thrown. */
    static BytesReader read(byte[] answer) {
        var in = new BytesReader(answer);
        switch (in.tag()) {
            case GIVEN -> {
                return in;
            }
            case NOT_LEADING -> throw LogException.noLeader(null);
            case NO_SPACE -> throw LogException.noSpace();
            case NOT_CHANGED ->
                    throw new MembershipException(
                            MembershipException.Reason.values()[in.tag()], in.text());
            default -> throw LogException.timeout(new IllegalStateException(in.text()));
        }
    }
}
