package dev.kaptan.api.engine.discovery;

import org.jspecify.annotations.Nullable;

/**
 * Discovery in one document (KEP-3352).
 *
 * @param version of the group {@code apidiscovery.k8s.io}
 */
record AggregatedForm(String version) {

    /** The form that the Accept header puts first, null where it asks for the old one. */
    static @Nullable AggregatedForm accepted(String accept) {
        for (String clause : accept.split(",")) {
            String type = clause.replace(" ", "");
            if (!type.startsWith("application/json")) {
                continue;
            }
            if (!type.contains("as=APIGroupDiscoveryList")) {
                return null;
            }
            if (type.contains("v=v2beta1")) {
                return new AggregatedForm("v2beta1");
            }
            if (type.contains("v=v2")) {
                return new AggregatedForm("v2");
            }
        }
        return null;
    }

    String contentType() {
        return "application/json;g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList";
    }
}
