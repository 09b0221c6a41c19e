package dev.kaptan.scheduler.wire;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import org.jspecify.annotations.Nullable;

/** The message of a {@code Status}, or the body itself where it is none. */
final class StatusMessage {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private StatusMessage() {}

    static String of(String body) {
        try {
            @Nullable String message = JSON.unmarshal(body, Status.class).getMessage();
            return message == null ? body : message;
        } catch (RuntimeException noStatus) {
            return body;
        }
    }
}
