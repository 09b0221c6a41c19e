package dev.kaptan.agent.volume;

import static dev.kaptan.agent.testing.Pods.container;
import static dev.kaptan.agent.testing.Pods.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;

import org.junit.jupiter.api.Test;

class EtcFilesTest {
    private static final String HOST = "search corp\nnameserver 1.1.1.1\noptions ndots:1 edns0\n";

    @Test
    void hostsNameThePodAndItsAliases() {
        var pod =
                new PodBuilder(pod("Always", container("a")))
                        .editSpec()
                        .withSubdomain("sub")
                        .addNewHostAlias()
                        .withIp("1.2.3.4")
                        .withHostnames("one", "two")
                        .endHostAlias()
                        .endSpec()
                        .build();
        assertThat(HostsFile.ofPod(pod, "x", "10.0.0.9"))
                .startsWith("# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n")
                .contains("10.0.0.9\tx.sub.ns.svc.cluster.local\tx\n")
                .endsWith("# Entries added by HostAliases.\n1.2.3.4\tone\ttwo\n");
    }

    @Test
    void resolvConfIsTheHostsWithWhatThePodAdds() {
        var pod =
                new PodBuilder(pod("Always", container("a")))
                        .editSpec()
                        .withNewDnsConfig()
                        .addToNameservers("9.9.9.9")
                        .addNewOption("ndots", "5")
                        .endDnsConfig()
                        .endSpec()
                        .build();
        assertThat(ResolvConf.of(pod, HOST).text())
                .isEqualTo(
                        "search corp\nnameserver 1.1.1.1\nnameserver 9.9.9.9\n"
                                + "options edns0 ndots:5\n");
        pod.getSpec().setDnsPolicy("None");
        assertThat(ResolvConf.of(pod, HOST).text())
                .isEqualTo("nameserver 9.9.9.9\noptions ndots:5\n");
    }
}
