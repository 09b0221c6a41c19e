package dev.kaptan.api.engine.admission;

import dev.kaptan.api.model.status.ApiException;

/** One rule of the chain, named as upstream names it. Implementations are safe for many threads. */
public interface AdmissionPlugin {

    /**
     * Changes the object of the request, or refuses it.
     *
     * @throws ApiException what the client is told
     */
    default void mutate(AdmissionRequest request) {}

    /**
     * Refuses what must not be; sees the object as it would be stored.
     *
     * @throws ApiException what the client is told
     */
    default void validate(AdmissionRequest request) {}
}
