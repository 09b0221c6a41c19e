package dev.kaptan.state.ratis;

import org.apache.ratis.protocol.Message;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/** An entry in the hands of the leader's Ratis, which knows whether it has gone into the log. */
final class Entry implements Message {

    private final ByteString content;
    private volatile boolean appended;

    Entry(byte[] entry) {
        content = UnsafeByteOperations.unsafeWrap(entry);
    }

    @Override
    public ByteString getContent() {
        return content;
    }

    /** Called just before it goes into the log: from here on it may be committed. */
    void goesIntoTheLog() {
        appended = true;
    }

    boolean mayBeInTheLog() {
        return appended;
    }
}
