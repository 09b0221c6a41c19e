package dev.kaptan.agent.boot;

import dev.kaptan.runtime.docker.LogRotation;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Settings of the node agent.
 *
 * @param nodeName under which the node registers; lower case, as a DNS name
 * @param nodeAddress others reach the node at; the address of {@code listen} if absent
 * @param dataDir where volumes and files of Pods lie; must be visible to the engine at this path
 * @param dockerHost {@code unix:///path} or {@code tcp://host:port}
 * @param listen host and port of the kubelet API
 * @param tls the API's certificate and whom it trusts
 * @param allowedClients common names of the certificates that may use the API
 * @param network name of the bridge that Pods of all nodes of this engine share
 * @param clusterCidr range of all Pods: the subnet of the bridge
 * @param nodeLabels beside the well-known ones
 * @param maxPods how many Pods the node takes
 * @param nodesOnEngine how many nodes use the engine; Pods of this one may request its part
 * @param containerLogMaxSize at which a container's log begins a new file; the kubelet's
 *     containerLogMaxSize in the engine's notation
 * @param containerLogMaxFiles how many files of a container's log are kept
 */
@ConfigurationProperties("kaptan.agent")
public record AgentProperties(
        String nodeName,
        @Nullable String nodeAddress,
        @DefaultValue("/var/lib/kaptan/agent") Path dataDir,
        @DefaultValue("unix:///var/run/docker.sock") String dockerHost,
        @DefaultValue("127.0.0.1:10250") String listen,
        Tls tls,
        @DefaultValue("kube-apiserver-kubelet-client") List<String> allowedClients,
        @DefaultValue("kaptan") String network,
        @DefaultValue("10.244.0.0/16") String clusterCidr,
        @DefaultValue Map<String, String> nodeLabels,
        @DefaultValue("110") int maxPods,
        @DefaultValue("1") int nodesOnEngine,
        @DefaultValue("10m") String containerLogMaxSize,
        @DefaultValue("5") int containerLogMaxFiles) {

    private static final String DNS_NAME = "[a-z0-9]([-a-z0-9.]*[a-z0-9])?";

    /** PEM files: without them anybody on the machine could run commands in every container. */
    public record Tls(Path certificate, Path key, Path clientCa) {
        @SuppressWarnings("ConstantValue") // the binder passes null for what is absent
        public Tls {
            require("tls.certificate", certificate != null, "a PEM file");
            require("tls.key", key != null, "a PEM file (PKCS#8)");
            require("tls.client-ca", clientCa != null, "a PEM file with the CA of the clients");
        }
    }

    @SuppressWarnings("ConstantValue") // the binder passes null for what is absent
    public AgentProperties {
        require(
                "node-name",
                nodeName != null && nodeName.matches(DNS_NAME),
                "the node's name in lower case letters, digits, '-' and '.'");
        require("tls", tls != null, "the files tls.certificate, tls.key and tls.client-ca");
        require("listen", listen.matches(".+:\\d{1,5}"), "host:port, such as 127.0.0.1:10250");
        require("max-pods", maxPods > 0, "a positive number");
        require("nodes-on-engine", nodesOnEngine > 0, "a positive number");
        require(
                "container-log-max-size",
                containerLogMaxSize.matches(LogRotation.SIZE),
                "a number of bytes, or of k, m or g, such as 10m");
        require("container-log-max-files", containerLogMaxFiles > 0, "a positive number");
        dataDir = dataDir.toAbsolutePath().normalize();
        allowedClients = List.copyOf(allowedClients);
        nodeLabels = Map.copyOf(nodeLabels);
    }

    private static void require(String property, boolean met, String what) {
        if (!met) {
            throw new IllegalArgumentException(
                    "set kaptan.agent.%s to %s".formatted(property, what));
        }
    }

    String listenHost() {
        return listen.substring(0, listen.lastIndexOf(':'));
    }

    int listenPort() {
        return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
    }

    /** Where others reach the node. */
    String address() {
        return nodeAddress == null ? listenHost() : nodeAddress;
    }
}
