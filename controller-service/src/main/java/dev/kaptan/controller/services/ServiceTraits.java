package dev.kaptan.controller.services;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;

import org.jspecify.annotations.Nullable;

/** What the controllers of Services ask of a Service. */
public final class ServiceTraits {
    /** Marks what belongs to a Service without a cluster address. */
    public static final String HEADLESS_LABEL = "service.kubernetes.io/headless";

    private ServiceTraits() {}

    /** Whether its Pods are found by a selector, and not by somebody else or by a name. */
    public static boolean selectsPods(Service service) {
        var selector = service.getSpec().getSelector();
        return selector != null
                && !selector.isEmpty()
                && !"ExternalName".equals(service.getSpec().getType());
    }

    /** Whether it has no cluster address. */
    public static boolean headless(Service service) {
        return "None".equals(service.getSpec().getClusterIP());
    }

    /** Whether Pods that are not ready are to be reached too. */
    public static boolean publishesNotReady(Service service) {
        return Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
    }

    /** The address of a Pod, or null while it has none. */
    public static @Nullable String address(Pod pod) {
        var ip = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
        return ip == null || ip.isEmpty() ? null : ip;
    }

    /** The host name that the Service gives a Pod in DNS, or null. */
    public static @Nullable String hostname(Pod pod, Service service) {
        var hostname = pod.getSpec().getHostname();
        return hostname != null
                        && !hostname.isEmpty()
                        && service.getMetadata().getName().equals(pod.getSpec().getSubdomain())
                ? hostname
                : null;
    }
}
