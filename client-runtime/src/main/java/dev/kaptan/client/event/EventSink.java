package dev.kaptan.client.event;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** The port to where events are kept. Both methods throw when it did not work. */
public interface EventSink {
    /** Keeps a new event. */
    void create(Event event);

    /** Raises the count of a kept one. */
    void repeat(String namespace, String name, int count, String lastTimestamp);

    /** The API server. */
    static EventSink over(KubernetesClient client) {
        var merge = PatchContext.of(PatchType.JSON_MERGE);
        return new EventSink() {
            @Override
            public void create(Event event) {
                client.v1().events().resource(event).create();
            }

            @Override
            public void repeat(String namespace, String name, int count, String lastTimestamp) {
                var patch = "{\"count\":" + count + ",\"lastTimestamp\":\"" + lastTimestamp + "\"}";
                client.v1().events().inNamespace(namespace).withName(name).patch(merge, patch);
            }
        };
    }
}
