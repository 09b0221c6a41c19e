package dev.kaptan.agent.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

@Timeout(60)
class RecentReferencesTest {
    private final Source source = new Source();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final References recent =
            new RecentReferences(source, Duration.ofSeconds(30), () -> now);

    @Test
    void asksOnceForAllWhoAskWithinTheTime() {
        assertThat(recent.configMap("a", "x")).isEqualTo(recent.configMap("a", "x"));
        now = now.plusSeconds(29);
        recent.configMap("a", "x");
        assertThat(source.asked).containsExactly("configmap a/x");
        now = now.plusSeconds(1);
        recent.configMap("a", "x");
        assertThat(source.asked).hasSize(2);
    }

    @Test
    void tellsKindsNamespacesAndNamesApart() {
        recent.configMap("a", "x");
        recent.configMap("a", "y");
        recent.configMap("b", "x");
        assertThat(recent.secret("a", "x")).isInstanceOf(Secret.class);
        assertThat(source.asked)
                .containsExactly("configmap a/x", "configmap a/y", "configmap b/x", "secret a/x");
    }

    @Test
    void whatIsNotThereIsRemembered() {
        assertThat(recent.configMap("a", "none")).isNull();
        assertThat(recent.configMap("a", "none")).isNull();
        assertThat(source.asked).hasSize(1);
    }

    @Test
    void aFailureIsNot() {
        source.failing = true;
        assertThatThrownBy(() -> recent.configMap("a", "x")).hasMessage("the API is away");
        source.failing = false;
        assertThat(recent.configMap("a", "x")).isNotNull();
    }

    @Test
    void thoseWhoAskAtOnceShareOneAnswer() throws Exception {
        source.gate = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = new ArrayList<Callable<@Nullable ConfigMap>>();
            for (int i = 0; i < 10; i++) {
                asking.add(() -> recent.configMap("a", "x"));
            }
            asking.add(() -> {
                source.gate.countDown();
                return null;
            });
            for (var answer : threads.invokeAll(asking).subList(0, 10)) {
                assertThat(answer.get()).isNotNull();
            }
        }
        assertThat(source.asked).hasSize(1);
    }

    private static final class Source implements References {
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile boolean failing;

        @Override
        public @Nullable ConfigMap configMap(String namespace, String name) {
            ask("configmap " + namespace + "/" + name);
            return name.equals("none") ? null : new ConfigMapBuilder().build();
        }

        @Override
        public @Nullable Secret secret(String namespace, String name) {
            ask("secret " + namespace + "/" + name);
            return new SecretBuilder().build();
        }

        private void ask(String what) {
            asked.add(what);
            try {
                gate.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            if (failing) {
                throw new IllegalStateException("the API is away");
            }
        }
    }
}
