package dev.kaptan.benchmarks.kubernetes;

import java.util.concurrent.TimeUnit;

/** A namespace of its own, removed at the end. */
final class Workspace implements AutoCloseable {

    private static final int TRIES = 300;

    private final Api api;
    private final String name;

    private Workspace(Api api, String name) {
        this.api = api;
        this.name = name;
    }

    /** Returns when Pods can be created in it, which takes a service account. */
    static Workspace create(Api api, String name) throws InterruptedException {
        var body =
                """
                {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s"}}\
                """
                        .formatted(name);
        api.ignoringRepetition(() -> api.post("/api/v1/namespaces", body));
        var workspace = new Workspace(api, name);
        workspace.awaitServiceAccount();
        return workspace;
    }

    private void awaitServiceAccount() throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            try {
                api.get(core("serviceaccounts/default"));
                return;
            } catch (Api.Refused notYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new IllegalStateException(name + " has no service account after 30 s");
    }

    String core(String rest) {
        return "/api/v1/namespaces/" + name + "/" + rest;
    }

    String apps(String rest) {
        return "/apis/apps/v1/namespaces/" + name + "/" + rest;
    }

    String name() {
        return name;
    }

    @Override
    public void close() {
        api.ignoringRepetition(() -> api.delete("/api/v1/namespaces/" + name));
    }
}
