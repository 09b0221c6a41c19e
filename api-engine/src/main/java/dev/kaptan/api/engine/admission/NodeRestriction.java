package dev.kaptan.api.engine.admission;

import dev.kaptan.api.engine.admission.AdmissionRequest.Operation;
import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kind;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

/** A node's agent writes its own Node, its own Lease and the Pods that run on it, no others. */
public final class NodeRestriction implements AdmissionPlugin {

    private static final String USER_PREFIX = "system:node:";
    private static final String NODES_GROUP = "system:nodes";
    private static final String MIRROR = "kubernetes.io/config.mirror";

    @Override
    public void validate(AdmissionRequest request) {
        String node = nodeOf(request.user());
        if (node == null) {
            return;
        }
        Kind kind = request.resource().kind();
        switch (kind.group() + "/" + kind.plural()) {
            case "/nodes" -> requireOwnNode(request, node);
            case "/pods" -> requireOwnPod(request, node);
            case "coordination.k8s.io/leases" -> requireOwnLease(request, node);
            default -> {}
        }
    }

    private static @Nullable String nodeOf(User user) {
        return user.groups().contains(NODES_GROUP) && user.name().startsWith(USER_PREFIX)
                ? user.name().substring(USER_PREFIX.length())
                : null;
    }

    private static void requireOwnNode(AdmissionRequest request, String node) {
        if (!request.name().equals(node)) {
            throw request.forbidden(
                    "node \"%s\" is not allowed to modify node \"%s\""
                            .formatted(node, request.name()));
        }
        if (request.operation() == Operation.DELETE) {
            throw request.forbidden("node \"%s\" is not allowed to delete nodes".formatted(node));
        }
    }

    private static void requireOwnPod(AdmissionRequest request, String node) {
        ObjectNode pod = request.old() == null ? request.requireObject() : request.old();
        if (request.operation() == Operation.CREATE
                && !Json.at(pod, "metadata", "annotations").has(MIRROR)) {
            throw request.forbidden(
                    "pod does not have \"%s\" annotation, node \"%s\" can only create mirror pods"
                            .formatted(MIRROR, node));
        }
        String host = Json.text(pod, "spec", "nodeName");
        if (!host.equals(node)) {
            throw request.forbidden(
                    "node \"%s\" can only change pods with spec.nodeName set to itself, pod %s has \"%s\""
                            .formatted(node, Meta.name(pod), host));
        }
    }

    private static void requireOwnLease(AdmissionRequest request, String node) {
        if (!request.namespace().equals("kube-node-lease")) {
            throw request.forbidden(
                    "can only access leases in the \"kube-node-lease\" system namespace");
        }
        if (!request.name().equals(node)) {
            throw request.forbidden(
                    "can only access node lease with the same name as the requesting node");
        }
    }
}
