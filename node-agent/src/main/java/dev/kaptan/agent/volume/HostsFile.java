package dev.kaptan.agent.volume;

import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.Pod;

/** The text of a Pod's {@code /etc/hosts}. */
final class HostsFile {
    private static final String HEADER = "# Kubernetes-managed hosts file.\n";
    private static final String HOST_HEADER = "# Kubernetes-managed hosts file (host network).\n";

    private HostsFile() {}

    static String ofPod(Pod pod, String hostname, String ip) {
        var text =
                new StringBuilder(HEADER)
                        .append("127.0.0.1\tlocalhost\n")
                        .append("::1\tlocalhost ip6-localhost ip6-loopback\n")
                        .append("fe00::0\tip6-localnet\n")
                        .append("fe00::0\tip6-mcastprefix\n")
                        .append("fe00::1\tip6-allnodes\n")
                        .append("fe00::2\tip6-allrouters\n")
                        .append(ip)
                        .append('\t');
        var subdomain = pod.getSpec().getSubdomain();
        if (subdomain != null && !subdomain.isEmpty()) {
            text.append(
                    "%s.%s.%s.svc.cluster.local\t"
                            .formatted(hostname, subdomain, pod.getMetadata().getNamespace()));
        }
        text.append(hostname).append('\n');
        return text.append(aliases(pod)).toString();
    }

    static String ofHost(String hostFile, Pod pod) {
        return HOST_HEADER + hostFile + aliases(pod);
    }

    private static String aliases(Pod pod) {
        var aliases = pod.getSpec().getHostAliases();
        if (aliases.isEmpty()) {
            return "";
        }
        var text = new StringBuilder("\n# Entries added by HostAliases.\n");
        for (HostAlias alias : aliases) {
            text.append(alias.getIp())
                    .append('\t')
                    .append(String.join("\t", alias.getHostnames()))
                    .append('\n');
        }
        return text.toString();
    }
}
