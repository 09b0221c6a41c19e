package dev.kaptan.benchmarks.etcd;

import dev.kaptan.benchmarks.Arguments;

import io.etcd.jetcd.api.KVGrpc;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A few connections to one endpoint, shared by all clients. */
record EtcdChannels(List<ManagedChannel> channels) implements AutoCloseable {

    static EtcdChannels open(Arguments arguments) throws IOException {
        String endpoint = arguments.text("endpoint", "127.0.0.1:2379");
        ChannelCredentials credentials = credentials(arguments);
        return new EtcdChannels(
                Stream.generate(() -> Grpc.newChannelBuilder(endpoint, credentials).build())
                        .limit(arguments.number("channels", 4))
                        .toList());
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

    KVGrpc.KVBlockingStub stub(int client) {
        return KVGrpc.newBlockingStub(channels.get(client % channels.size()));
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
