package dev.kaptan.state.ratis;

import org.apache.ratis.protocol.Message;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;

/**
 * An entry on its way. Where it was proposed it carries the machine's answer back as an object, so
 * that answers are never encoded.
 */
final class Proposal<R> implements Message {

    private final ByteString content;
    private @Nullable R answer;

    Proposal(byte[] entry) {
        content = UnsafeByteOperations.unsafeWrap(entry);
    }

    @Override
    public ByteString getContent() {
        return content;
    }

    /** Called before the reply's future completes, which publishes the answer to the proposer. */
    void answer(R answered) {
        answer = answered;
    }

    @Nullable R answer() {
        return answer;
    }
}
