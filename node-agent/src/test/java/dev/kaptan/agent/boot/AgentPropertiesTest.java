package dev.kaptan.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

class AgentPropertiesTest {
    private static final Map<String, String> REQUIRED =
            Map.of(
                    "kaptan.agent.node-name", "n1",
                    "kaptan.agent.tls.certificate", "c.pem",
                    "kaptan.agent.tls.key", "k.pem",
                    "kaptan.agent.tls.client-ca", "ca.pem");

    private static AgentProperties bind(Map<String, String> more) {
        var all = new HashMap<>(REQUIRED);
        all.putAll(more);
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("kaptan.agent", AgentProperties.class)
                .get();
    }

    @Test
    void hasTheseDefaults() {
        var properties = bind(Map.of());
        assertThat(properties.dataDir()).isEqualTo(Path.of("/var/lib/kaptan/agent"));
        assertThat(properties.dockerHost()).isEqualTo("unix:///var/run/docker.sock");
        assertThat(properties.listen()).isEqualTo("127.0.0.1:10250");
        assertThat(properties.allowedClients()).containsExactly("kube-apiserver-kubelet-client");
        assertThat(properties.network()).isEqualTo("kaptan");
        assertThat(properties.clusterCidr()).isEqualTo("10.244.0.0/16");
        assertThat(properties.nodeLabels()).isEmpty();
        assertThat(properties.maxPods()).isEqualTo(110);
        assertThat(properties.nodesOnEngine()).isEqualTo(1);
        assertThat(properties.containerLogMaxSize()).isEqualTo("10m");
        assertThat(properties.containerLogMaxFiles()).isEqualTo(5);
        assertThat(properties.address()).isEqualTo("127.0.0.1");
    }

    @Test
    void namesTheBadPropertyAndWhatToPutThere() {
        assertThatThrownBy(() -> bind(Map.of("kaptan.agent.node-name", "No Name")))
                .rootCause()
                .hasMessageStartingWith("set kaptan.agent.node-name to the node's name");
        assertThatThrownBy(() -> bind(Map.of("kaptan.agent.nodes-on-engine", "0")))
                .rootCause()
                .hasMessage("set kaptan.agent.nodes-on-engine to a positive number");
        assertThatThrownBy(() -> bind(Map.of("kaptan.agent.container-log-max-size", "10Mi")))
                .rootCause()
                .hasMessage(
                        "set kaptan.agent.container-log-max-size to a number of bytes, or of k, m"
                                + " or g, such as 10m");
        assertThatThrownBy(() -> bind(Map.of("kaptan.agent.listen", "10250")))
                .rootCause()
                .hasMessageStartingWith("set kaptan.agent.listen to host:port");
    }
}
