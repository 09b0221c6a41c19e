package dev.kaptan.client.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

class IndexedStoreTest {
    private final IndexedStore<Pod> store = new IndexedStore<>();

    private static Pod pod(String namespace, String name, String node) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .endSpec()
                .build();
    }

    /** An index must find exactly what a walk over all objects finds. */
    @Test
    void indexesAgreeWithAFullWalk() {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        Map<ObjectKey, Pod> model = new HashMap<>();
        for (int i = 0; i < 5000; i++) {
            if (i == 2500) {
                store.addIndex(Index.podsByNode());
            }
            var pod =
                    pod(
                            "space" + random.nextInt(3),
                            "pod" + random.nextInt(50),
                            random.nextInt(4) == 0 ? null : "node" + random.nextInt(5));
            var key = ObjectKey.of(pod);
            if (random.nextInt(3) == 0) {
                store.remove(key);
                model.remove(key);
            } else {
                store.put(key, pod);
                model.put(key, pod);
            }
        }
        assertThat(store.size()).as("seed %d", seed).isEqualTo(model.size());
        for (int i = 0; i < 5; i++) {
            var node = "node" + i;
            List<Pod> expected =
                    model.values().stream()
                            .filter(pod -> node.equals(pod.getSpec().getNodeName()))
                            .toList();
            assertThat(store.by(Index.NODE, node))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(store.inNamespace("space1"))
                .as("seed %d", seed)
                .allMatch(pod -> pod.getMetadata().getNamespace().equals("space1"));
    }

    @Test
    void anUnknownIndexIsNamed() {
        assertThatThrownBy(() -> store.by("colour", "red")).hasMessageContaining("'colour'");
    }
}
