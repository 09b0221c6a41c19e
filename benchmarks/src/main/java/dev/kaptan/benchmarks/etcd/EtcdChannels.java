package dev.kaptan.benchmarks.etcd;

import dev.kaptan.benchmarks.Arguments;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.WatchGrpc;

import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** A few connections, spread over the endpoints of one store and shared by all clients. */
record EtcdChannels(List<ManagedChannel> channels) implements AutoCloseable {

    /**
     * @param endpoints {@code host:port}, several separated by commas
     */
    static EtcdChannels open(String endpoints, Arguments arguments) throws IOException {
        String[] targets = endpoints.split(",", -1);
        ChannelCredentials credentials = credentials(arguments);
        return new EtcdChannels(
                IntStream.range(0, Math.max(targets.length, arguments.number("channels", 4)))
                        .mapToObj(i -> open(targets[i % targets.length], credentials))
                        .toList());
    }

    private static ManagedChannel open(String target, ChannelCredentials credentials) {
        return Grpc.newChannelBuilder(target, credentials).directExecutor().build();
    }

    private static ChannelCredentials credentials(Arguments arguments) throws IOException {
        String ca = arguments.text("ca", "");
        String certificate = arguments.text("cert", "");
        String key = arguments.text("key", "");
        if (ca.isEmpty()) {
            return InsecureChannelCredentials.create();
        }
        var tls = TlsChannelCredentials.newBuilder().trustManager(new File(ca));
        if (!certificate.isEmpty()) {
            tls.keyManager(new File(certificate), new File(key));
        }
        return tls.build();
    }

    KVGrpc.KVBlockingStub kv(int client) {
        return KVGrpc.newBlockingStub(channel(client));
    }

    WatchGrpc.WatchStub watch(int client) {
        return WatchGrpc.newStub(channel(client));
    }

    private Channel channel(int client) {
        return channels.get(client % channels.size());
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
