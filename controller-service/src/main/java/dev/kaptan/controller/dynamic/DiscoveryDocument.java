package dev.kaptan.controller.dynamic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * The aggregated form of discovery (KEP-3352): groups and versions in the order of the server's
 * preference.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record DiscoveryDocument(String kind, List<Group> items) {
    static final String ACCEPT =
            "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    static final String KIND = "APIGroupDiscoveryList";

    DiscoveryDocument {
        items = listed(items);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Group(@Nullable Metadata metadata, List<Version> versions) {
        Group {
            versions = listed(versions);
        }

        /** "" for the core group. */
        String name() {
            return metadata == null || metadata.name == null ? "" : metadata.name;
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Metadata(@Nullable String name) {}

    /**
     * @param freshness {@code Stale} where the server could not ask whoever serves the version
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Version(String version, List<Served> resources, @Nullable String freshness) {
        Version {
            resources = listed(resources);
        }

        boolean stale() {
            return "Stale".equals(freshness);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Served(String resource, ResponseKind responseKind, String scope, List<String> verbs) {
        Served {
            verbs = listed(verbs);
        }

        ApiResource in(String apiVersion) {
            return new ApiResource(
                    apiVersion,
                    resource,
                    responseKind.kind,
                    "Namespaced".equals(scope),
                    Set.copyOf(verbs));
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ResponseKind(String kind) {}

    /** Empty lists are left out of documents. */
    private static <T> List<T> listed(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
