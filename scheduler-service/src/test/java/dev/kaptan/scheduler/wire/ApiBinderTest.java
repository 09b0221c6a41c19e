package dev.kaptan.scheduler.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.scheduler.model.PodName;

import io.fabric8.kubernetes.client.KubernetesClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;

class ApiBinderTest {

    private static final String POD = "/api/v1/namespaces/default/pods/web";
    private static final String BINDING = "POST " + POD + "/binding";

    private final ApiServer api = new ApiServer();
    private final KubernetesClient client = api.client();
    private final ApiBinder binder = new ApiBinder(client);
    private final PodName pod = new PodName("default", "web", "u1");

    ApiBinderTest() throws IOException {}

    @AfterEach
    void stop() {
        client.close();
        api.close();
    }

    @Test
    void postsABindingOfExactlyThatPod() {
        api.answer(BINDING, 201, "{}");
        binder.bind(pod, "n1");
        assertThat(api.asked).hasSize(1);
        assertThat(api.asked.getFirst())
                .startsWith(BINDING + " application/json")
                .contains("\"kind\":\"Binding\"", "\"uid\":\"u1\"", "\"name\":\"n1\"");
    }

    @Test
    void passesTheReasonOfARefusalOn() {
        api.answer(BINDING, 409, "{\"kind\":\"Status\",\"message\":\"pod web is assigned\"}");
        api.answer("GET " + POD, 200, pod("u1", "n2"));
        assertThatThrownBy(() -> binder.bind(pod, "n1")).hasMessage("pod web is assigned");
    }

    @Test
    void aBindingThatTookPlaceAllTheSameIsASuccess() {
        api.answer(BINDING, 409, "{}");
        api.answer("GET " + POD, 200, pod("u1", "n1"));
        binder.bind(pod, "n1");
        assertThat(api.asked).hasSize(2);
    }

    @Test
    void aNamesakeOnThatNodeIsNotThePod() {
        api.answer(BINDING, 409, "{}");
        api.answer("GET " + POD, 200, pod("u2", "n1"));
        assertThatThrownBy(() -> binder.bind(pod, "n1")).isInstanceOf(ApiRefused.class);
    }

    @Test
    void doesNotAskAfterAPodThatIsGone() {
        assertThatThrownBy(() -> binder.bind(pod, "n1")).isInstanceOf(ApiRefused.class);
        assertThat(api.asked).hasSize(1);
    }

    private static String pod(String uid, String nodeName) {
        return """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","uid":"%s"},
         "spec":{"nodeName":"%s"}}\
        """
                .formatted(uid, nodeName);
    }
}
