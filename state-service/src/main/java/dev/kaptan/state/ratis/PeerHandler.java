package dev.kaptan.state.ratis;

import dev.kaptan.state.codec.BytesWriter;
import dev.kaptan.state.log.LogException;

import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** This member's answers to the others, and to itself where it leads. */
final class PeerHandler implements PeerService.Handler {

    /** Well below what a member that starts waits for an answer. */
    private static final long CONFIRMATION_MILLIS = 500;

    private static final int PROPOSER_BYTES = 16;
    private static final int PROPOSAL_HEAD_BYTES = PROPOSER_BYTES + Long.BYTES;

    /** What the answers come from. */
    interface Parts {
        /** Whether this member's log can be written. */
        boolean works();

        Raft raft();

        RaftCalls calls();

        Room room();

        Rounds leaderRounds();

        Waiters waiters();

        byte[] ask(byte[] question);

        MemberList members();

        MemberChanges changes();

        RatisMembership membership();

        /** Asks the leader to let a member in. */
        void passOn(RaftPeerId newcomer);
    }

    private final Parts parts;

    PeerHandler(Parts parts) {
        this.parts = parts;
    }

    static byte[] proposal(ClientId proposer, long callId, byte[] entry) {
        return ByteBuffer.allocate(PROPOSAL_HEAD_BYTES + entry.length)
                .put(proposer.toByteString().toByteArray())
                .putLong(callId)
                .put(entry)
                .array();
    }

    @Override
    public CompletionStage<byte[]> answer(PeerCall call, byte[] content) {
        return switch (call) {
            case PROPOSE -> propose(content);
            case READ_INDEX -> readIndex();
            case TERM -> given(number(parts.raft().term()));
            case ASK -> ask(content);
            case MEMBERS -> members();
            case JOIN -> {
                parts.passOn(peer(content));
                yield given(new byte[0]);
            }
            case ADMIT -> {
                parts.changes().admit(peer(content));
                yield given(new byte[0]);
            }
            case CHANGE -> given(parts.membership().carryOut(content));
            case NO_ROOM -> {
                parts.room().waitsAt(peer(content));
                yield given(new byte[0]);
            }
        };
    }

    /** An empty entry is for a snapshot, which makes room. */
    private CompletionStage<byte[]> propose(byte[] content) {
        if (!parts.works()) {
            // Whoever leads next may have room.
            return given(tag(Fate.NOT_APPENDED));
        }
        if (content.length > PROPOSAL_HEAD_BYTES) {
            parts.room().require();
        }
        var proposer = ClientId.valueOf(ByteString.copyFrom(content, 0, PROPOSER_BYTES));
        long callId = ByteBuffer.wrap(content).getLong(PROPOSER_BYTES);
        var entry = new Entry(Arrays.copyOfRange(content, PROPOSAL_HEAD_BYTES, content.length));
        return parts.waiters()
                .proposal(
                        () -> parts.calls().append(entry, proposer, callId),
                        parts.raft()::committed)
                .thenApply(PeerHandler::tag);
    }

    private CompletionStage<byte[]> readIndex() {
        if (!parts.raft().leads()) {
            throw LogException.noLeader(null);
        }
        return parts.leaderRounds()
                .join()
                .thenApply(index -> {
                    parts.waiters().read(index);
                    return number(index);
                });
    }

    /**
     * The answer may be a promise, as of a lease's time: it counts only where nobody else was
     * elected meanwhile, which would start from times of its own.
     */
    private CompletionStage<byte[]> ask(byte[] question) {
        if (!parts.raft().leads()) {
            throw LogException.noLeader(null);
        }
        var answer = parts.ask(question);
        return parts.leaderRounds().join().thenApply(index -> answer);
    }

    /**
     * What a leader tells after a majority has confirmed that it leads is what that knows. Whoever
     * asks is answered in any case while he still listens: he may have to be refused.
     */
    private CompletionStage<byte[]> members() {
        if (!parts.raft().leads()) {
            return given(members(false));
        }
        return parts.leaderRounds()
                .join()
                .thenApply(_ -> true)
                .completeOnTimeout(false, CONFIRMATION_MILLIS, TimeUnit.MILLISECONDS)
                .handle((confirmed, failure) -> members(failure == null && confirmed));
    }

    private byte[] members(boolean current) {
        var out = new BytesWriter(256);
        parts.members().write(out, current);
        return out.toByteArray();
    }

    private static RaftPeerId peer(byte[] content) {
        return RaftPeerId.valueOf(new String(content, StandardCharsets.UTF_8));
    }

    private static byte[] tag(Fate fate) {
        return new byte[] {(byte) fate.ordinal()};
    }

    private static byte[] number(long number) {
        var out = new BytesWriter(10);
        out.number(number);
        return out.toByteArray();
    }

    private static CompletionStage<byte[]> given(byte[] answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
