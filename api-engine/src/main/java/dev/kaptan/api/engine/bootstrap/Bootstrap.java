package dev.kaptan.api.engine.bootstrap;

import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Resources;
import dev.kaptan.api.engine.write.ObjectCreation;
import dev.kaptan.api.engine.write.ObjectUpdate;
import dev.kaptan.api.engine.write.ObjectUpdate.Part;
import dev.kaptan.api.engine.write.Target;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.status.ApiException;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** Brings the first objects about; several servers may do so at the same time. */
public final class Bootstrap {

    static final List<String> NAMESPACES =
            List.of("default", "kube-system", "kube-public", "kube-node-lease");

    private static final User SELF = User.of("system:apiserver", User.MASTERS_GROUP);

    private final Resources resources;
    private final ObjectCreation creation;
    private final ObjectUpdate update;

    public Bootstrap(Resources resources, ObjectCreation creation, ObjectUpdate update) {
        this.resources = resources;
        this.creation = creation;
        this.update = update;
    }

    /**
     * @param kubernetesIp the first address of the service range
     * @param advertiseAddress where this server is reached
     */
    public void run(String kubernetesIp, String advertiseAddress, int advertisePort) {
        together(NAMESPACES.stream().map(this::ensureNamespace));
        together(rbac());
        together(kubernetes(new KubernetesService(kubernetesIp, advertiseAddress, advertisePort)));
        if (resources.find("scheduling.k8s.io", "v1", "priorityclasses") != null) {
            together(SystemPriorityClasses.all().stream().map(this::ensurePriorityClass));
        }
    }

    private Runnable ensureNamespace(String name) {
        return () -> ensure("", "v1", "namespaces", namespace(name));
    }

    private Runnable ensurePriorityClass(ObjectNode priorityClass) {
        return () -> ensure("scheduling.k8s.io", "v1", "priorityclasses", priorityClass);
    }

    private Stream<Runnable> rbac() {
        Stream<Runnable> roles =
                RbacDefaults.clusterRoles().stream()
                        .map(role ->
                                () ->
                                        reconcile(
                                                "clusterroles",
                                                role,
                                                RbacDefaults::withMissingRules));
        Stream<Runnable> bindings =
                RbacDefaults.clusterRoleBindings().stream()
                        .map(binding ->
                                () ->
                                        reconcile(
                                                "clusterrolebindings",
                                                binding,
                                                RbacDefaults::withMissingSubjects));
        return Stream.concat(roles, bindings);
    }

    private Stream<Runnable> kubernetes(KubernetesService kubernetes) {
        return Stream.of(
                () -> ensure("", "v1", "services", kubernetes.service()),
                () ->
                        reconcile(
                                "",
                                "v1",
                                "endpoints",
                                kubernetes.endpoints(),
                                KubernetesService::withSubsets),
                () ->
                        reconcile(
                                "discovery.k8s.io",
                                "v1",
                                "endpointslices",
                                kubernetes.endpointSlice(),
                                KubernetesService::withEndpoints));
    }

    /** Does them at the same time: each waits for the store, which takes them together. */
    private static void together(Stream<Runnable> steps) {
        var failures = new ConcurrentLinkedQueue<RuntimeException>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            steps.forEach(step ->
                    executor.execute(() -> {
                        try {
                            step.run();
                        } catch (RuntimeException e) {
                            failures.add(e);
                        }
                    }));
        }
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
    }

    private static ObjectNode namespace(String name) {
        ObjectNode namespace = Json.object();
        namespace.put("apiVersion", "v1").put("kind", "Namespace");
        namespace.putObject("metadata").put("name", name);
        return namespace;
    }

    private void reconcile(String plural, ObjectNode wanted, BinaryOperator<ObjectNode> merge) {
        reconcile("rbac.authorization.k8s.io", "v1", plural, wanted, merge);
    }

    /** Creates an object, or changes the one that is there. */
    private void reconcile(
            String group,
            String version,
            String plural,
            ObjectNode wanted,
            BinaryOperator<ObjectNode> merge) {
        Target target = target(group, version, plural, wanted);
        if (!ensure(target, wanted)) {
            update.update(target, Part.MAIN, old -> merge.apply(old.deepCopy(), wanted));
        }
    }

    private void ensure(String group, String version, String plural, ObjectNode wanted) {
        ensure(target(group, version, plural, wanted), wanted);
    }

    /** Whether the object was created; false where it is there already. */
    private boolean ensure(Target target, ObjectNode wanted) {
        if (target.resource().cache().any().get(target.key()) != null) {
            return false;
        }
        try {
            creation.create(target, wanted.deepCopy());
            return true;
        } catch (ApiException e) {
            if (e.reason().equals("AlreadyExists")) {
                return false;
            }
            throw e;
        }
    }

    private Target target(String group, String version, String plural, ObjectNode wanted) {
        Resource resource = resources.require(group, version, plural);
        return new Target(resource, "", Meta.namespace(wanted), Meta.name(wanted), SELF, false);
    }
}
