package dev.kaptan.benchmarks.kubernetes;

import dev.kaptan.benchmarks.Load;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * Node objects without a node behind them, labelled {@value #LABEL}, whose leases are renewed every
 * ten seconds as the kubelet does. Pods bound to them never start.
 */
final class SimulatedNodes implements AutoCloseable {

    static final String LABEL = "benchmark.kaptan.dev/simulated";

    private static final int CLIENTS = 16;
    private static final long RENEW_SECONDS = 10;
    private static final String LEASES =
            "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";

    private final Api api;
    private final int count;
    private final Thread heartbeats;

    private SimulatedNodes(Api api, int count) {
        this.api = api;
        this.count = count;
        this.heartbeats = Thread.ofVirtual().name("heartbeats").unstarted(this::renewForever);
    }

    static SimulatedNodes create(Api api, int count) throws InterruptedException {
        var nodes = new SimulatedNodes(api, count);
        Load.times(count, CLIENTS, (client, number) -> nodes.register(number));
        nodes.heartbeats.start();
        return nodes;
    }

    private void register(int number) {
        String name = name(number);
        var node =
                """
                {"apiVersion":"v1","kind":"Node","metadata":{"name":"%s","labels":\
                {"kubernetes.io/hostname":"%s","%s":"true"}},"status":%s}\
                """
                        .formatted(name, name, LABEL, status());
        api.ignoringRepetition(() -> api.post("/api/v1/nodes", node));
        var patch = "{\"status\":" + status() + "}";
        api.patch("/api/v1/nodes/" + name + "/status", Api.MERGE_PATCH, patch);
        api.ignoringRepetition(() -> api.post(LEASES, lease(name)));
    }

    private static String name(int number) {
        return "benchmark-" + number;
    }

    /** As kwok's nodes: 32 cores, 256 GiB, 110 Pods. */
    private static String status() {
        var room = "{\"cpu\":\"32\",\"memory\":\"256Gi\",\"pods\":\"110\"}";
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return """
        {"capacity":%s,"allocatable":%s,"conditions":[{"type":"Ready","status":"True",\
        "reason":"Simulated","message":"no kubelet","lastHeartbeatTime":"%s",\
        "lastTransitionTime":"%s"}]}\
        """
                .formatted(room, room, now, now);
    }

    private static String lease(String name) {
        return """
        {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"%s",\
        "namespace":"kube-node-lease"},"spec":{"holderIdentity":"%s",\
        "leaseDurationSeconds":40,"renewTime":"%s"}}\
        """
                .formatted(name, name, microTime());
    }

    private static String microTime() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ".000000Z");
    }

    private void renewForever() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(RENEW_SECONDS);
                Load.times(count, 4, (client, number) -> renew(name(number)));
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void renew(String name) {
        var patch = "{\"spec\":{\"renewTime\":\"" + microTime() + "\"}}";
        api.ignoringRepetition(() -> api.patch(LEASES + "/" + name, Api.MERGE_PATCH, patch));
    }

    @Override
    public void close() throws InterruptedException {
        heartbeats.interrupt();
        heartbeats.join();
        Load.times(count, CLIENTS, (client, number) -> remove(name(number)));
    }

    private void remove(String name) {
        api.ignoringRepetition(() -> api.delete("/api/v1/nodes/" + name));
        api.ignoringRepetition(() -> api.delete(LEASES + "/" + name));
    }
}
