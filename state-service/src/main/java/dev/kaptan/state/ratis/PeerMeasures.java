package dev.kaptan.state.ratis;

import dev.kaptan.state.log.PeerTraffic;

import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.apache.ratis.thirdparty.io.grpc.ClientStreamTracer;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerStreamTracer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what goes over the port for peers and over our own calls to others' ports. Ratis lets
 * nobody near its connections, so that what its leader sends and is answered is counted by message.
 */
final class PeerMeasures implements PeerTraffic {

    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    @Override
    public long receivedBytes() {
        return received.sum();
    }

    @Override
    public long sentBytes() {
        return sent.sum();
    }

    @Override
    public void onProbe(Listener listener) {
        listeners.add(listener);
    }

    void answered(long member, long nanos) {
        listeners.forEach(each -> each.answered(member, nanos));
    }

    void unanswered(long member) {
        listeners.forEach(each -> each.unanswered(member));
    }

    /** Of this member's leader to a follower; its size is needed anyway to send it. */
    void sends(MessageLite message) {
        sent.add(message.getSerializedSize());
    }

    /** Of a follower to this member's leader. */
    void receives(MessageLite message) {
        received.add(message.getSerializedSize());
    }

    ServerStreamTracer.Factory ofCallsToUs() {
        return new ServerStreamTracer.Factory() {
            @Override
            public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
                return new ServerStreamTracer() {
                    @Override
                    public void inboundWireSize(long bytes) {
                        received.add(bytes);
                    }

                    @Override
                    public void outboundWireSize(long bytes) {
                        sent.add(bytes);
                    }
                };
            }
        };
    }

    ClientStreamTracer.Factory ofCallsToOthers() {
        return new ClientStreamTracer.Factory() {
            @Override
            public ClientStreamTracer newClientStreamTracer(
                    ClientStreamTracer.StreamInfo call, Metadata headers) {
                return new ClientStreamTracer() {
                    @Override
                    public void inboundWireSize(long bytes) {
                        received.add(bytes);
                    }

                    @Override
                    public void outboundWireSize(long bytes) {
                        sent.add(bytes);
                    }
                };
            }
        };
    }
}
