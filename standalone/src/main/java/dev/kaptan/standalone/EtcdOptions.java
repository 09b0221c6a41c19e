package dev.kaptan.standalone;

import dev.kaptan.state.client.StoreEndpoints;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** An etcd that somebody else runs, in the words of kube-apiserver. */
final class EtcdOptions {

    @Option(names = "--etcd-servers", split = ",")
    private List<URI> servers = List.of();

    @Option(names = "--etcd-cafile")
    private @Nullable Path ca;

    @Option(names = "--etcd-certfile")
    private @Nullable Path certificate;

    @Option(names = "--etcd-keyfile")
    private @Nullable Path key;

    /** Null without {@code --etcd-servers}: the cluster runs a store of its own. */
    @Nullable StoreEndpoints endpoints() {
        if (servers.isEmpty()) {
            if (ca != null || certificate != null || key != null) {
                throw new IllegalArgumentException(
                        "--etcd-cafile, --etcd-certfile and --etcd-keyfile need --etcd-servers");
            }
            return null;
        }
        return StoreEndpoints.of(servers, ca, certificate, key);
    }
}
