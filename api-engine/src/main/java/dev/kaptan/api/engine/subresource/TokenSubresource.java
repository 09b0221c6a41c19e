package dev.kaptan.api.engine.subresource;

import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.object.Uids;
import dev.kaptan.api.engine.output.Answers;
import dev.kaptan.api.engine.output.OutputFormat;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Resources;
import dev.kaptan.api.engine.resource.Stored;
import dev.kaptan.api.engine.token.ServiceAccountTokens;
import dev.kaptan.api.engine.token.TokenClaims;
import dev.kaptan.api.engine.token.TokenClaims.Reference;
import dev.kaptan.api.engine.write.Bodies;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.status.ApiException;
import dev.kaptan.api.model.status.Status.Cause;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** {@code serviceaccounts/token}: issues tokens (TokenRequest). */
public final class TokenSubresource {

    private static final long USUAL_SECONDS = 3600;
    private static final long SHORTEST_SECONDS = 600;
    private static final long LONGEST_SECONDS = 1L << 32;

    private final Resources resources;
    private final Kind requestKind;
    private final ServiceAccountTokens tokens;
    private final Clock clock;
    private final RandomGenerator random;

    public TokenSubresource(
            Resources resources, ServiceAccountTokens tokens, Clock clock, RandomGenerator random) {
        this.resources = resources;
        this.requestKind =
                Objects.requireNonNull(
                        resources.kinds().byKind("authentication.k8s.io", "v1", "TokenRequest"));
        this.tokens = tokens;
        this.clock = clock;
        this.random = random;
    }

    public ApiResponse serve(Resource serviceAccounts, ApiRequest request) {
        OutputFormat format = OutputFormat.negotiate(request);
        var info = request.info();
        ObjectNode account = require(serviceAccounts, info.namespace(), info.name());
        ObjectNode body = Bodies.object(requestKind, request).object();
        Instant now = clock.instant();
        TokenClaims claims = claims(account, body, now);
        ObjectNode answer = body.deepCopy();
        fill(answer, account, claims);
        return Answers.tree(201, answer, format, List.of());
    }

    private void fill(ObjectNode answer, ObjectNode account, TokenClaims claims) {
        ObjectNode metadata = answer.putObject("metadata");
        metadata.put("name", Meta.name(account)).put("namespace", claims.namespace());
        metadata.put("creationTimestamp", Meta.format(claims.issuedAt()));
        ObjectNode spec = Json.ensureObject(answer, "spec");
        var audiences = spec.putArray("audiences");
        claims.audiences().forEach(audiences::add);
        spec.put(
                "expirationSeconds",
                claims.expiresAt().getEpochSecond() - claims.issuedAt().getEpochSecond());
        answer.putObject("status")
                .put("token", tokens.sign(claims))
                .put("expirationTimestamp", Meta.format(claims.expiresAt()));
    }

    private TokenClaims claims(ObjectNode account, ObjectNode body, Instant now) {
        List<String> audiences =
                Json.at(body, "spec", "audiences").valueStream().map(a -> a.asString("")).toList();
        JsonNode bound = Json.at(body, "spec", "boundObjectRef");
        Bound to = bound(account, bound);
        return new TokenClaims(
                Uids.next(random),
                tokens.issuer(),
                audiences.isEmpty() ? List.of(tokens.issuer()) : audiences,
                now,
                now.plusSeconds(seconds(body)),
                Meta.namespace(account),
                reference(account),
                to.pod(),
                to.secret(),
                to.node());
    }

    private static long seconds(ObjectNode body) {
        long seconds = Json.at(body, "spec", "expirationSeconds").asLong(USUAL_SECONDS);
        if (seconds < SHORTEST_SECONDS) {
            throw invalid(seconds, "may not specify a duration less than 10 minutes");
        }
        if (seconds > LONGEST_SECONDS) {
            throw invalid(seconds, "may not specify a duration larger than 2^32 seconds");
        }
        return seconds;
    }

    private static ApiException invalid(long seconds, String why) {
        var cause =
                new Cause(
                        "FieldValueInvalid",
                        "Invalid value: " + seconds + ": " + why,
                        "spec.expirationSeconds");
        return ApiException.invalid("authentication.k8s.io", "TokenRequest", "", List.of(cause));
    }

    /** What the token dies with. */
    private record Bound(
            @Nullable Reference pod, @Nullable Reference secret, @Nullable Reference node) {}

    private Bound bound(ObjectNode account, JsonNode ref) {
        String namespace = Meta.namespace(account);
        String name = ref.path("name").asString("");
        return switch (ref.path("kind").asString("")) {
            case "" -> new Bound(null, null, null);
            case "Pod" -> boundToPod(account, object("pods", namespace, name, ref));
            case "Secret" ->
                    new Bound(null, reference(object("secrets", namespace, name, ref)), null);
            case "Node" -> new Bound(null, null, reference(object("nodes", "", name, ref)));
            default ->
                    throw ApiException.badRequest(
                            "cannot bind token to object of type " + ref.path("kind").asString());
        };
    }

    private Bound boundToPod(ObjectNode account, ObjectNode pod) {
        if (!Json.text(pod, "spec", "serviceAccountName").equals(Meta.name(account))) {
            throw ApiException.badRequest(
                    "cannot bind token for serviceaccount \"%s\" to pod running with different serviceaccount name."
                            .formatted(Meta.name(account)));
        }
        String nodeName = Json.text(pod, "spec", "nodeName");
        Resource nodes = resources.require("", "v1", "nodes");
        Stored node = nodeName.isEmpty() ? null : nodes.read(nodes.key("", nodeName));
        return new Bound(reference(pod), null, node == null ? null : reference(node.object()));
    }

    private ObjectNode object(String plural, String namespace, String name, JsonNode ref) {
        ObjectNode object = require(resources.require("", "v1", plural), namespace, name);
        String uid = ref.path("uid").asString("");
        if (!uid.isEmpty() && !uid.equals(Meta.uid(object))) {
            throw ApiException.conflict(
                    "",
                    plural,
                    name,
                    "the UID in the bound object reference (%s) does not match the UID in record. The object might have been deleted and then recreated"
                            .formatted(uid));
        }
        return object;
    }

    private static ObjectNode require(Resource resource, String namespace, String name) {
        Stored stored = resource.read(resource.key(namespace, name));
        if (stored == null) {
            throw ApiException.notFound(resource.kind().group(), resource.kind().plural(), name);
        }
        return stored.object();
    }

    private static Reference reference(ObjectNode object) {
        return new Reference(Meta.name(object), Meta.uid(object));
    }
}
