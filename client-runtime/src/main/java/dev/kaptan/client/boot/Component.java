package dev.kaptan.client.boot;

import java.util.Objects;

/**
 * Which service this is; each service declares the bean.
 *
 * @param name in the User-Agent, such as {@code scheduler}
 * @param eventSource in Events, upstream's name, such as {@code default-scheduler}
 * @param host the node's name in Events, or "" for a service of the cluster
 */
public record Component(String name, String eventSource, String host) {
    public Component {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(eventSource, "eventSource");
        Objects.requireNonNull(host, "host");
    }
}
