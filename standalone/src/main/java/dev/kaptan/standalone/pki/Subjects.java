package dev.kaptan.standalone.pki;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Who needs a certificate, and for which names.
 *
 * @param server URL in the administrator's kubeconfig
 * @param internalServer URL in the kubeconfigs of the services
 * @param hosts names and addresses under which the servers are reached
 * @param serviceAddress first address of the service range, where Pods find the API
 * @param nodes names of the nodes whose agents run here
 */
public record Subjects(
        String server,
        String internalServer,
        List<String> hosts,
        String serviceAddress,
        List<String> nodes) {

    static final CertificateProfile KUBELET_CLIENT =
            CertificateProfile.client("kube-apiserver-kubelet-client");
    static final CertificateProfile ETCD_CLIENT =
            CertificateProfile.client("kube-apiserver-etcd-client");

    public Subjects {
        hosts = List.copyOf(hosts);
        nodes = List.copyOf(nodes);
    }

    /** A user of the API with a kubeconfig of its own. */
    record Client(String file, String server, CertificateProfile profile) {}

    List<Client> clients() {
        var all = new ArrayList<Client>();
        all.add(
                new Client(
                        "kubeconfig",
                        server,
                        CertificateProfile.client("kubernetes-admin", "system:masters")));
        all.add(
                new Client(
                        "scheduler.conf",
                        internalServer,
                        CertificateProfile.client("system:kube-scheduler")));
        all.add(
                new Client(
                        "controller-manager.conf",
                        internalServer,
                        CertificateProfile.client("system:kube-controller-manager")));
        for (var node : nodes) {
            all.add(
                    new Client(
                            "kubelet-" + node + ".conf",
                            internalServer,
                            CertificateProfile.client("system:node:" + node, "system:nodes")));
        }
        return all;
    }

    CertificateProfile apiServer() {
        var names =
                new ArrayList<>(
                        List.of(
                                "kubernetes",
                                "kubernetes.default",
                                "kubernetes.default.svc",
                                "kubernetes.default.svc.cluster.local"));
        names.addAll(Hosts.names(hosts));
        var addresses = new ArrayList<>(Hosts.addresses(hosts));
        addresses.add(serviceAddress);
        return CertificateProfile.server("kube-apiserver", names, addresses);
    }

    CertificateProfile etcdServer() {
        return CertificateProfile.server("kube-etcd", Hosts.names(hosts), Hosts.addresses(hosts));
    }

    /** Members of the store connect to each other in both directions. */
    CertificateProfile etcdPeer() {
        return new CertificateProfile(
                "kube-etcd-peer",
                List.of(),
                Hosts.names(hosts),
                Hosts.addresses(hosts),
                Set.of(CertificateProfile.Usage.SERVER, CertificateProfile.Usage.CLIENT),
                CertificateProfile.KeyType.EC);
    }

    CertificateProfile kubeletServer(String node) {
        var names = new ArrayList<>(Hosts.names(hosts));
        names.add(node);
        return new CertificateProfile(
                "system:node:" + node,
                List.of("system:nodes"),
                names,
                Hosts.addresses(hosts),
                Set.of(CertificateProfile.Usage.SERVER),
                CertificateProfile.KeyType.EC);
    }
}
