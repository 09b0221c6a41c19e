package dev.kaptan.controller.endpointslice;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;

/** One write to the slices of a Service. */
sealed interface Step {
    /** Creates a slice; the server names it. */
    record Create(EndpointSlice slice) implements Step {}

    /** Replaces one. */
    record Update(EndpointSlice slice) implements Step {}

    /** Deletes one. */
    record Delete(EndpointSlice slice) implements Step {}
}
