package dev.kaptan.agent.environment;

import static dev.kaptan.agent.testing.Pods.container;
import static dev.kaptan.agent.testing.Pods.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.agent.reference.ConfigException;
import dev.kaptan.agent.reference.PodAddresses;
import dev.kaptan.agent.reference.References;
import dev.kaptan.agent.reference.ResourceFields;
import dev.kaptan.agent.spec.PodContainer;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class EnvironmentTest {
    private static final References REFERENCES =
            new References() {
                @Override
                public ConfigMap configMap(String namespace, String name) {
                    return name.equals("cm")
                            ? new ConfigMapBuilder().addToData("k", "v").build()
                            : null;
                }

                @Override
                public Secret secret(String namespace, String name) {
                    return name.equals("s")
                            ? new SecretBuilder().addToData("p", "c2VjcmV0").build()
                            : null;
                }
            };

    private static Map<String, String> of(Container container) {
        var pod = pod("Always", container);
        return new Environment(REFERENCES, new ResourceFields(Map.of("cpu", new Quantity("2"))))
                .of(
                        pod,
                        PodContainer.mains(pod).getFirst(),
                        Map.of("FROM_SERVICE", "1"),
                        new PodAddresses("192.168.0.1", "10.0.0.9"));
    }

    private static ContainerBuilder with() {
        return new ContainerBuilder(container("a"));
    }

    @Test
    void expandsWhatWasDefinedBefore() {
        var env =
                of(
                        with().addNewEnv()
                                .withName("A")
                                .withValue("$(FROM_SERVICE)")
                                .endEnv()
                                .addNewEnv()
                                .withName("B")
                                .withValue("$(A)$(C)")
                                .endEnv()
                                .build());
        assertThat(env).containsEntry("A", "1").containsEntry("B", "1$(C)");
    }

    @Test
    void readsKeysAndWholeMapsWithPrefix() {
        var env =
                of(
                        with().addNewEnv()
                                .withName("S")
                                .withNewValueFrom()
                                .withNewSecretKeyRef("p", "s", null)
                                .endValueFrom()
                                .endEnv()
                                .addNewEnvFrom()
                                .withPrefix("X_")
                                .withNewConfigMapRef("cm", null)
                                .endEnvFrom()
                                .build());
        assertThat(env).containsEntry("S", "secret").containsEntry("X_k", "v");
    }

    @Test
    void readsFieldsAndResources() {
        var env =
                of(
                        with().addNewEnv()
                                .withName("IP")
                                .withNewValueFrom()
                                .withNewFieldRef("v1", "status.podIP")
                                .endValueFrom()
                                .endEnv()
                                .addNewEnv()
                                .withName("CPU")
                                .withNewValueFrom()
                                .withResourceFieldRef(
                                        new ResourceFieldSelector(
                                                null, new Quantity("1m"), "limits.cpu"))
                                .endValueFrom()
                                .endEnv()
                                .build());
        assertThat(env).containsEntry("IP", "10.0.0.9").containsEntry("CPU", "2000");
    }

    @Test
    void refusesWhatIsMissingUnlessItIsOptional() {
        var missing =
                with().addNewEnv()
                        .withName("A")
                        .withNewValueFrom()
                        .withNewConfigMapKeyRef("none", "cm", null)
                        .endValueFrom()
                        .endEnv()
                        .build();
        assertThatThrownBy(() -> of(missing))
                .isInstanceOf(ConfigException.class)
                .hasMessage("couldn't find key none in ConfigMap ns/cm");
        missing.getEnv().getFirst().getValueFrom().getConfigMapKeyRef().setOptional(true);
        assertThat(of(missing)).doesNotContainKey("A");
        var noMap = with().addNewEnvFrom().withNewSecretRef("none", null).endEnvFrom().build();
        assertThatThrownBy(() -> of(noMap)).hasMessage("secret \"none\" not found");
    }

    @Test
    void tellsOfServicesAsDockerLinksDid() {
        var service =
                new ServiceBuilder()
                        .withNewMetadata()
                        .withName("my-db")
                        .endMetadata()
                        .withNewSpec()
                        .withClusterIP("10.96.0.5")
                        .addNewPort()
                        .withName("sql")
                        .withPort(5432)
                        .endPort()
                        .endSpec()
                        .build();
        assertThat(ServiceVariables.of(List.of(service)))
                .containsEntry("MY_DB_SERVICE_HOST", "10.96.0.5")
                .containsEntry("MY_DB_SERVICE_PORT", "5432")
                .containsEntry("MY_DB_SERVICE_PORT_SQL", "5432")
                .containsEntry("MY_DB_PORT", "tcp://10.96.0.5:5432")
                .containsEntry("MY_DB_PORT_5432_TCP_ADDR", "10.96.0.5");
    }
}
