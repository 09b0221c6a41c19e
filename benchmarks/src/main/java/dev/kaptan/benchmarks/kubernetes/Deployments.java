package dev.kaptan.benchmarks.kubernetes;

import java.util.concurrent.TimeUnit;

/** The Deployments that benchmarks apply. */
final class Deployments {

    private static final int TRIES = 600;

    private Deployments() {}

    /** For simulated Nodes only; its Pods go at once when they are deleted. */
    static String simulated(String name, int replicas) {
        return deployment(
                name,
                replicas,
                """
                "nodeSelector":{"%s":"true"},"terminationGracePeriodSeconds":0,\
                "containers":[{"name":"c","image":"busybox:1.36","resources":\
                {"requests":{"cpu":"100m","memory":"100Mi"}}}]\
                """
                        .formatted(SimulatedNodes.LABEL));
    }

    /** For real nodes. */
    static String sleeping(String name, int replicas, String image) {
        return deployment(
                name,
                replicas,
                """
                "terminationGracePeriodSeconds":1,\
                "containers":[{"name":"c","image":"%s","imagePullPolicy":"IfNotPresent",\
                "command":["sleep","3600"]}]\
                """
                        .formatted(image));
    }

    private static String deployment(String name, int replicas, String podSpec) {
        return """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"%s"},"spec":\
        {"replicas":%d,"selector":{"matchLabels":{"app":"%s"}},"template":{"metadata":\
        {"labels":{"app":"%s"}},"spec":{%s}}}}\
        """
                .formatted(name, replicas, name, name, podSpec);
    }

    /** Returns when no Pod of the namespace is left. */
    static void remove(Api api, Workspace workspace, String name) throws InterruptedException {
        api.delete(workspace.apps("deployments/" + name) + "?propagationPolicy=Background");
        for (int i = 0; i < TRIES; i++) {
            if (!api.get(workspace.core("pods?limit=1")).contains("\"uid\"")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new IllegalStateException("Pods are left two minutes after their Deployment");
    }
}
