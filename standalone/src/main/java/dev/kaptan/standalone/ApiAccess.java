package dev.kaptan.standalone;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

import java.nio.file.Path;

/** Clients of the cluster's API for the commands of the launcher. */
final class ApiAccess {

    private ApiAccess() {}

    static KubernetesClient client(Path kubeconfig) {
        var config = Config.fromKubeconfig(kubeconfig.toFile());
        config.setRequestRetryBackoffLimit(0);
        config.setConnectionTimeout(2000);
        config.setRequestTimeout(20_000);
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
