package dev.kaptan.controller.furnishing;

import dev.kaptan.client.cache.Handler;
import dev.kaptan.client.cache.Informer;
import dev.kaptan.client.cache.ObjectKey;
import dev.kaptan.client.cache.Resource;
import dev.kaptan.client.meta.Owners;
import dev.kaptan.client.work.Controller;
import dev.kaptan.client.work.Outcome;
import dev.kaptan.controller.loop.ControlLoop;
import dev.kaptan.controller.loop.ControllerContext;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import java.net.HttpURLConnection;

/** Keeps one object in every namespace that is not on its way out. */
public final class NamespaceFurnisher<T extends HasMetadata> implements ControlLoop {
    private static final int WORKERS = 2;

    private final KubernetesClient client;
    private final Furniture<T> furniture;
    private final Informer<Namespace> namespaces;
    private final Informer<T> pieces;
    private final Controller<String> controller;

    /** The ServiceAccount {@code default}. */
    public static ControlLoop ofServiceAccounts(ControllerContext context) {
        return new NamespaceFurnisher<>(
                "serviceaccount", ServiceAccount.class, new ServiceAccountFurniture(), context);
    }

    /**
     * The ConfigMap {@code kube-root-ca.crt}.
     *
     * @param certificates PEM
     */
    public static ControlLoop ofRootCa(String certificates, ControllerContext context) {
        return new NamespaceFurnisher<>(
                "root_ca_cert_publisher",
                ConfigMap.class,
                new RootCaFurniture(certificates),
                context);
    }

    private NamespaceFurnisher(
            String name, Class<T> type, Furniture<T> furniture, ControllerContext context) {
        this.client = context.client();
        this.furniture = furniture;
        controller = context.controllers().controller(name, WORKERS, this::reconcile);
        namespaces = context.informers().of(Namespace.class);
        // The selector keeps the mirror to one object a namespace.
        pieces = context.informers().of(Resource.of(type, "metadata.name=" + furniture.name()));
        namespaces.handle(
                Handler.onAny(each -> controller.queue().add(each.getMetadata().getName())));
        pieces.handle(
                Handler.onAny(each -> controller.queue().add(each.getMetadata().getNamespace())));
    }

    @Override
    public void start() {
        controller.start();
    }

    @Override
    public void close() {
        controller.close();
    }

    private Outcome reconcile(String namespace) {
        var home = namespaces.store().get(new ObjectKey(null, namespace));
        if (home == null || Owners.terminating(home)) {
            return Outcome.done();
        }
        var present = pieces.store().get(namespace, furniture.name());
        var wanted = furniture.in(namespace, present);
        if (present == null) {
            create(wanted);
        } else if (!wanted.equals(present)) {
            client.resource(wanted).update();
        }
        return Outcome.done();
    }

    private void create(T piece) {
        try {
            client.resource(piece).create();
        } catch (KubernetesClientException refused) {
            // There already, and the mirror lags; or the namespace is being deleted.
            if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT
                    && refused.getCode() != HttpURLConnection.HTTP_FORBIDDEN
                    && refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw refused;
            }
        }
    }
}
