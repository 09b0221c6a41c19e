package dev.kaptan.api.engine.review;

import dev.kaptan.api.engine.auth.TokenAuthenticator;
import dev.kaptan.api.engine.auth.TokenAuthenticator.Identity;
import dev.kaptan.api.engine.auth.TokenAuthenticator.InvalidTokenException;
import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.engine.authorization.Authorizer.Decision;
import dev.kaptan.api.engine.output.Answers;
import dev.kaptan.api.engine.output.OutputFormat;
import dev.kaptan.api.engine.rbac.PolicyRule;
import dev.kaptan.api.engine.rbac.RbacAuthorizer;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.write.Bodies;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.status.ApiException;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Set;

/** The kinds of {@code authentication.k8s.io} and {@code authorization.k8s.io}. */
public final class Reviews {

    private static final Set<String> GROUPS =
            Set.of("authentication.k8s.io", "authorization.k8s.io");

    private final RbacAuthorizer authorizer;
    private final List<TokenAuthenticator> authenticators;

    public Reviews(RbacAuthorizer authorizer, List<TokenAuthenticator> authenticators) {
        this.authorizer = authorizer;
        this.authenticators = List.copyOf(authenticators);
    }

    /** Whether a kind is one of these. */
    public static boolean answers(Kind kind) {
        return GROUPS.contains(kind.group());
    }

    public ApiResponse serve(Resource resource, ApiRequest request) {
        OutputFormat format = OutputFormat.negotiate(request);
        ObjectNode review = Bodies.object(resource.kind(), request).object();
        Json.ensureObject(review, "metadata").putNull("creationTimestamp");
        ObjectNode spec = Json.ensureObject(review, "spec");
        User user = request.user();
        ObjectNode status =
                switch (resource.kind().kind()) {
                    case "SelfSubjectReview" -> self(review, user);
                    case "SelfSubjectAccessReview" -> access(user, spec);
                    case "SubjectAccessReview" -> access(UserInfo.ofSpec(spec), spec);
                    case "LocalSubjectAccessReview" -> local(request, spec);
                    case "SelfSubjectRulesReview" -> rules(user, spec);
                    case "TokenReview" -> token(spec);
                    default -> throw ApiException.unknownPath();
                };
        review.set("status", status);
        return Answers.tree(201, review, format, List.of());
    }

    private static ObjectNode self(ObjectNode review, User user) {
        review.remove("spec");
        ObjectNode status = Json.object();
        status.set("userInfo", UserInfo.toJson(user));
        return status;
    }

    private ObjectNode local(ApiRequest request, ObjectNode spec) {
        String namespace = Json.text(spec, "resourceAttributes", "namespace");
        if (!namespace.equals(request.info().namespace())) {
            throw ApiException.badRequest(
                    "spec.resourceAttributes.namespace must match namespace: "
                            + request.info().namespace());
        }
        return access(UserInfo.ofSpec(spec), spec);
    }

    private ObjectNode access(User user, ObjectNode spec) {
        ObjectNode status = Json.object();
        switch (authorizer.authorize(user, AccessAttributes.of(spec))) {
            case Decision.Allowed(String reason) -> answer(status, true, false, reason);
            case Decision.Denied(String reason) -> answer(status, false, true, reason);
            case Decision.NoOpinion(String reason) -> answer(status, false, false, reason);
        }
        return status;
    }

    private static void answer(ObjectNode status, boolean allowed, boolean denied, String reason) {
        status.put("allowed", allowed);
        if (denied) {
            status.put("denied", true);
        }
        if (!reason.isEmpty()) {
            status.put("reason", reason);
        }
    }

    private ObjectNode rules(User user, ObjectNode spec) {
        String namespace = Json.text(spec, "namespace");
        if (namespace.isEmpty()) {
            throw ApiException.badRequest("no namespace on request");
        }
        ObjectNode status = Json.object();
        ArrayNode resources = status.putArray("resourceRules");
        ArrayNode paths = status.putArray("nonResourceRules");
        for (PolicyRule rule : authorizer.rulesFor(user, namespace)) {
            ObjectNode entry = Json.object();
            texts(entry, "verbs", rule.verbs());
            if (rule.resources().isEmpty()) {
                texts(entry, "nonResourceURLs", rule.nonResourceUrls());
                paths.add(entry);
            } else {
                texts(entry, "apiGroups", rule.apiGroups());
                texts(entry, "resources", rule.resources());
                if (!rule.resourceNames().isEmpty()) {
                    texts(entry, "resourceNames", rule.resourceNames());
                }
                resources.add(entry);
            }
        }
        return status.put("incomplete", false);
    }

    private static void texts(ObjectNode node, String field, List<String> texts) {
        ArrayNode array = node.putArray(field);
        texts.forEach(array::add);
    }

    private ObjectNode token(ObjectNode spec) {
        String token = Json.text(spec, "token");
        if (token.isEmpty()) {
            throw ApiException.badRequest("token is required for TokenReview in authentication");
        }
        List<String> audiences =
                spec.path("audiences").valueStream().map(a -> a.asString("")).toList();
        ObjectNode status = Json.object();
        try {
            Identity identity = identify(token, audiences);
            if (identity != null) {
                status.put("authenticated", true);
                status.set("user", UserInfo.toJson(identity.user()));
                texts(status, "audiences", identity.audiences());
            }
        } catch (InvalidTokenException e) {
            status.put("error", "[invalid bearer token, " + e.getMessage() + "]");
        }
        return status;
    }

    private @Nullable Identity identify(String token, List<String> audiences) {
        for (TokenAuthenticator authenticator : authenticators) {
            Identity identity = authenticator.authenticate(token, audiences);
            if (identity != null) {
                return identity;
            }
        }
        return null;
    }
}
