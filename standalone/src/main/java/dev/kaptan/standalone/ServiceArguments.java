package dev.kaptan.standalone;

import static dev.kaptan.standalone.ClusterOptions.LOOPBACK;

import dev.kaptan.standalone.pki.ClusterPki;
import dev.kaptan.state.client.StoreEndpoints;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The properties of each service in a standalone cluster, as {@code --name=value} arguments. Pure.
 */
record ServiceArguments(ClusterOptions options, ClusterPki pki) {

    static final String CLUSTER_CIDR = "10.244.0.0/16";

    /**
     * A member of the store.
     *
     * @param cluster the members that it is told of; empty for one that is alone, or still alone
     * @param joins whether it was added to the others
     */
    String[] state(StoreMember member, List<StoreMember> cluster, boolean joins) {
        var arguments = new ArrayList<>(List.of(stateItself(member)));
        if (options.stateMembers() > 1) {
            arguments.addAll(peers(member));
        }
        if (cluster.size() > 1) {
            var initial =
                    cluster.stream()
                            .map(each -> each.name() + "=" + each.peerUrl())
                            .collect(Collectors.joining(","));
            arguments.add(property("kaptan.state.initial-cluster", initial));
            arguments.add(
                    property("kaptan.state.initial-cluster-state", joins ? "existing" : "new"));
        }
        return arguments.toArray(String[]::new);
    }

    private String[] stateItself(StoreMember member) {
        return arguments(
                property("kaptan.state.name", member.name()),
                property(
                        "kaptan.state.data-dir",
                        options.dataDirectory().resolve(member.directory())),
                property("kaptan.state.listen", LOOPBACK + ":" + member.port()),
                property("kaptan.state.tls.certificate", pki.file("etcd/server.crt")),
                property("kaptan.state.tls.key", pki.file("etcd/server.key")),
                property("kaptan.state.tls.client-ca", pki.file("etcd/ca.crt")),
                property("server.port", member.metricsPort()));
    }

    private List<String> peers(StoreMember member) {
        return List.of(
                property("kaptan.state.peer-listen", LOOPBACK + ":" + member.peerPort()),
                property("kaptan.state.peer-tls.certificate", pki.file("etcd/peer.crt")),
                property("kaptan.state.peer-tls.key", pki.file("etcd/peer.key")),
                property("kaptan.state.peer-tls.ca", pki.file("etcd/ca.crt")));
    }

    String[] gateway() {
        var arguments = new ArrayList<>(store(options.store(pki)));
        arguments.addAll(List.of(gatewayItself()));
        return arguments.toArray(String[]::new);
    }

    private static List<String> store(StoreEndpoints store) {
        var arguments = new ArrayList<String>();
        var uris = store.uris().stream().map(URI::toString).collect(Collectors.joining(","));
        arguments.add(property("kaptan.gateway.store.endpoints", uris));
        var tls = store.tls();
        if (tls != null) {
            arguments.add(property("kaptan.gateway.store.ca", tls.ca()));
        }
        var identity = store.identity();
        if (identity != null) {
            arguments.add(property("kaptan.gateway.store.certificate", identity.certificate()));
            arguments.add(property("kaptan.gateway.store.key", identity.key()));
        }
        return arguments;
    }

    private String[] gatewayItself() {
        return arguments(
                property("kaptan.gateway.listen", LOOPBACK + ":" + options.port()),
                property("kaptan.gateway.advertise-address", LOOPBACK),
                property("kaptan.gateway.service-cidr", ClusterOptions.SERVICE_CIDR),
                property("kaptan.gateway.tls.certificate", pki.file("apiserver.crt")),
                property("kaptan.gateway.tls.key", pki.file("apiserver.key")),
                property("kaptan.gateway.tls.client-ca", pki.file("ca.crt")),
                property("kaptan.gateway.service-account.signing-key", pki.file("sa.key")),
                property("kaptan.gateway.kubelet.ca", pki.file("ca.crt")),
                property(
                        "kaptan.gateway.kubelet.certificate",
                        pki.file("apiserver-kubelet-client.crt")),
                property("kaptan.gateway.kubelet.key", pki.file("apiserver-kubelet-client.key")));
    }

    String[] scheduler() {
        return arguments(
                property("kaptan.client.kubeconfig", pki.kubeconfig("scheduler.conf")),
                property("kaptan.scheduler.leader-elect", leaderElect()),
                property("server.port", options.shifted(10259)));
    }

    String[] controllers() {
        return arguments(
                property("kaptan.client.kubeconfig", pki.kubeconfig("controller-manager.conf")),
                property("kaptan.controller.cluster-cidr", CLUSTER_CIDR),
                property("kaptan.controller.leader-elect", leaderElect()),
                property("kaptan.controller.root-ca", pki.file("ca.crt")),
                property("server.port", options.shifted(10257)));
    }

    /**
     * A store of our own is held by this process alone, so that nobody stands against its scheduler
     * and controllers: an election would only cost writes, and a wait for the Lease of a killed
     * one. A store that others reach may have other schedulers.
     */
    private boolean leaderElect() {
        return options.etcd() != null;
    }

    String[] agent(int index) {
        var node = options.nodeNames().get(index);
        return arguments(
                property("kaptan.client.kubeconfig", pki.kubeconfig("kubelet-" + node + ".conf")),
                property("kaptan.agent.node-name", node),
                property("kaptan.agent.data-dir", options.dataDirectory().resolve("nodes/" + node)),
                property("kaptan.agent.docker-host", options.dockerHost()),
                property("kaptan.agent.nodes-on-engine", options.nodeNames().size()),
                property("kaptan.agent.listen", LOOPBACK + ":" + options.agentPort(index)),
                property("kaptan.agent.tls.certificate", pki.file("kubelet-" + node + ".crt")),
                property("kaptan.agent.tls.key", pki.file("kubelet-" + node + ".key")),
                property("kaptan.agent.tls.client-ca", pki.file("ca.crt")));
    }

    private static String property(String name, Object value) {
        return "--" + name + "=" + value;
    }

    private static String[] arguments(String... properties) {
        return List.of(properties).toArray(String[]::new);
    }
}
