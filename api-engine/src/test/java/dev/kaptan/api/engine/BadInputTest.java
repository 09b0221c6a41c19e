package dev.kaptan.api.engine;

import static dev.kaptan.api.engine.TestServer.call;
import static dev.kaptan.api.engine.TestServer.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.engine.TestServer.Call;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients are told, in upstream's words. Nothing of it changes the store. */
class BadInputTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    private final TestServer cluster = new TestServer();

    @AfterEach
    void close() {
        cluster.close();
    }

    private void refuses(Call call, int code, String reason, String message) {
        long revision = cluster.store.currentRevision();
        var failure = cluster.failure(call);
        assertThat(failure.getMessage()).contains(message);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(cluster.store.currentRevision()).isEqualTo(revision);
    }

    @Test
    void refusesMalformedJson() {
        refuses(call("POST", MAPS, "{\"metadata\":"), 400, "BadRequest", "json parse error");
    }

    @Test
    void refusesMalformedYaml() {
        refuses(call("POST", MAPS, "a: [b").typed("application/yaml"), 400, "BadRequest", "yaml");
    }

    @Test
    void refusesUnknownFieldsWhereAskedTo() {
        String body = "{\"metadata\":{\"name\":\"a\"},\"nonsense\":1}";
        refuses(
                call("POST", MAPS + "?fieldValidation=Strict", body),
                400,
                "BadRequest",
                "unknown field \"nonsense\"");
    }

    @Test
    void warnsOfUnknownFieldsOrIgnoresThem() {
        String body = "{\"metadata\":{\"generateName\":\"a\"},\"nonsense\":1}";
        var warned = (ApiResponse.Document) cluster.send(call("POST", MAPS, body));
        assertThat(warned.warnings()).containsExactly("unknown field \"nonsense\"");
        assertThat(text(warned)).doesNotContain("nonsense");
        var ignored =
                (ApiResponse.Document)
                        cluster.send(call("POST", MAPS + "?fieldValidation=Ignore", body));
        assertThat(ignored.warnings()).isEmpty();
    }

    @Test
    void refusesAnUnknownFieldValidation() {
        refuses(
                call("POST", MAPS + "?fieldValidation=Perhaps", "{}"),
                400,
                "BadRequest",
                "fieldValidation");
    }

    @Test
    void refusesWrongTypes() {
        refuses(
                call("POST", MAPS, "{\"metadata\":{\"name\":\"a\"},\"data\":{\"k\":1}}"),
                400,
                "BadRequest",
                "cannot unmarshal number into Go struct field ConfigMap.data of type string");
    }

    @Test
    void refusesNamesThatAreNoDnsNames() {
        refuses(
                call("POST", MAPS, "{\"metadata\":{\"name\":\"Not_A_Name\"}}"),
                422,
                "Invalid",
                "ConfigMap \"Not_A_Name\" is invalid: metadata.name: Invalid value: \"Not_A_Name\":"
                        + " a lowercase RFC 1123 subdomain");
    }

    @Test
    void refusesANameThatIsMissing() {
        refuses(
                call("POST", MAPS, "{}"),
                422,
                "Invalid",
                "metadata.name: Required value: name or generateName is required");
    }

    @Test
    void refusesAnotherNamespaceInTheBody() {
        refuses(
                call("POST", MAPS, "{\"metadata\":{\"name\":\"a\",\"namespace\":\"kube-system\"}}"),
                400,
                "BadRequest",
                "the namespace of the provided object does not match the namespace sent on the"
                        + " request");
    }

    @Test
    void refusesAnotherNameInTheBody() {
        cluster.post(MAPS, "{\"metadata\":{\"name\":\"a\"}}");
        refuses(
                call("PUT", MAPS + "/a", "{\"metadata\":{\"name\":\"b\"}}"),
                400,
                "BadRequest",
                "the name of the object (b) does not match the name on the URL (a)");
    }

    @Test
    void refusesAnotherKindInTheBody() {
        refuses(
                call("POST", MAPS, "{\"apiVersion\":\"v1\",\"kind\":\"Secret\"}"),
                400,
                "BadRequest",
                "Secret");
    }

    @Test
    void refusesAStaleResourceVersion() {
        var old = cluster.post(MAPS, "{\"metadata\":{\"name\":\"a\"}}");
        cluster.merge(MAPS + "/a", "{\"data\":{\"k\":\"v\"}}");
        Json.ensureObject(old, "data").put("k", "w");
        refuses(
                call("PUT", MAPS + "/a", old.toString()),
                409,
                "Conflict",
                "Operation cannot be fulfilled on configmaps \"a\": the object has been modified;"
                        + " please apply your changes to the latest version and try again");
        refuses(
                call("PATCH", MAPS + "/a", "{\"metadata\":{\"resourceVersion\":\"1\"}}")
                        .typed("application/merge-patch+json"),
                409,
                "Conflict",
                "the object has been modified");
    }

    @Test
    void refusesAResourceVersionOnCreation() {
        refuses(
                call("POST", MAPS, "{\"metadata\":{\"name\":\"a\",\"resourceVersion\":\"7\"}}"),
                400,
                "BadRequest",
                "resourceVersion should not be set on objects to be created");
    }

    @Test
    void refusesWhatExistsAlready() {
        cluster.post(MAPS, "{\"metadata\":{\"name\":\"a\"}}");
        refuses(
                call("POST", MAPS, "{\"metadata\":{\"name\":\"a\"}}"),
                409,
                "AlreadyExists",
                "configmaps \"a\" already exists");
    }

    @Test
    void doesNotKnowUnknownKindsAndPaths() {
        String message = "the server could not find the requested resource";
        refuses(call("GET", "/api/v1/unicorns", ""), 404, "NotFound", message);
        refuses(call("GET", "/apis/none.example/v1", ""), 404, "NotFound", message);
        refuses(call("GET", MAPS + "/a/log", ""), 404, "NotFound", message);
    }

    /** kubectl tells nobody of an unknown kind before it has seen them. */
    @Test
    void hasNoCustomKindsAndTakesNone() {
        String definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
        assertThat(text((ApiResponse.Document) cluster.send(call("GET", definitions, ""))))
                .isEqualTo(
                        "{\"kind\":\"CustomResourceDefinitionList\",\"apiVersion\":"
                                + "\"apiextensions.k8s.io/v1\",\"metadata\":{},\"items\":[]}");
        String message = "the server could not find the requested resource";
        refuses(call("POST", definitions, "{}"), 404, "NotFound", message);
        refuses(call("GET", definitions + "?watch=1", ""), 404, "NotFound", message);
        refuses(call("GET", "/apis/apiextensions.k8s.io/v1", ""), 404, "NotFound", message);
    }

    @Test
    void doesNotFindWhatIsNotThere() {
        refuses(call("GET", MAPS + "/a", ""), 404, "NotFound", "configmaps \"a\" not found");
        refuses(call("DELETE", MAPS + "/a", ""), 404, "NotFound", "configmaps \"a\" not found");
        refuses(
                call("PUT", "/apis/apps/v1/namespaces/default/replicasets/a", "{}"),
                404,
                "NotFound",
                "replicasets.apps \"a\" not found");
    }

    @Test
    void doesNotAllowVerbsThatARouteLacks() {
        refuses(call("PUT", MAPS, "{}"), 405, "MethodNotAllowed", "does not allow this method");
        refuses(
                call("POST", "/api/v1/configmaps", "{}"),
                405,
                "MethodNotAllowed",
                "does not allow this method");
        refuses(
                call("DELETE", "/api/v1/namespaces", ""),
                405,
                "MethodNotAllowed",
                "does not allow this method");
    }

    @Test
    void refusesNamespacesThatAreMissingOrTerminating() {
        refuses(
                call(
                        "POST",
                        "/api/v1/namespaces/gone/configmaps",
                        "{\"metadata\":{\"name\":\"a\"}}"),
                404,
                "NotFound",
                "namespaces \"gone\" not found");
        cluster.post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"ending\"}}");
        cluster.delete("/api/v1/namespaces/ending");
        refuses(
                call(
                        "POST",
                        "/api/v1/namespaces/ending/configmaps",
                        "{\"metadata\":{\"name\":\"a\"}}"),
                403,
                "Forbidden",
                "configmaps \"a\" is forbidden: unable to create new content in namespace ending"
                        + " because it is being terminated");
    }

    @Test
    void refusesApplyPatchesAndTellsWhatItTakes() {
        refuses(
                call("PATCH", MAPS + "/a", "{}").typed("application/apply-patch+yaml"),
                415,
                "UnsupportedMediaType",
                "accepted media types include: application/json-patch+json,"
                        + " application/merge-patch+json, application/strategic-merge-patch+json");
    }

    @Test
    void refusesUnknownMediaTypes() {
        refuses(
                call("POST", MAPS, "x").typed("text/plain"),
                415,
                "UnsupportedMediaType",
                "accepted media types include: application/json");
        refuses(
                call("GET", MAPS, "").accepting("application/xml"),
                406,
                "NotAcceptable",
                "only the following media types are accepted: application/json, application/yaml");
    }

    @Test
    void refusesUnknownSelectors() {
        refuses(
                call("GET", MAPS + "?fieldSelector=spec.x%3Dy", ""),
                400,
                "BadRequest",
                "\"spec.x\" is not a known field selector");
        refuses(call("GET", MAPS + "?labelSelector=a%3D%3D%3Db", ""), 400, "BadRequest", "");
    }

    @Test
    void refusesInvalidListOptions() {
        refuses(
                call("GET", MAPS + "?resourceVersionMatch=Exact", ""),
                422,
                "Invalid",
                "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden:"
                        + " resourceVersionMatch is forbidden unless resourceVersion is provided");
        refuses(
                call("GET", MAPS + "?resourceVersionMatch=Exact&resourceVersion=0", ""),
                422,
                "Invalid",
                "resourceVersionMatch \"Exact\" is forbidden for resourceVersion \"0\"");
        refuses(
                call("GET", MAPS + "?continue=nonsense", ""),
                400,
                "BadRequest",
                "continue key is not valid");
        refuses(
                call("GET", MAPS + "?watch=1&sendInitialEvents=true", ""),
                422,
                "Invalid",
                "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        refuses(
                call(
                        "GET",
                        MAPS + "?resourceVersion=99999999&resourceVersionMatch=NotOlderThan",
                        ""),
                504,
                "Timeout",
                "Too large resource version: 99999999");
    }

    @Test
    void refusesInvalidDeleteOptions() {
        cluster.post(MAPS, "{\"metadata\":{\"name\":\"a\"}}");
        refuses(
                call("DELETE", MAPS + "/a", "{\"propagationPolicy\":\"Sideways\"}"),
                422,
                "Invalid",
                "propagationPolicy");
        refuses(
                call("DELETE", MAPS + "/a", "{\"preconditions\":{\"uid\":\"other\"}}"),
                409,
                "Conflict",
                "Precondition failed: UID in precondition: other");
    }

    @Test
    void refusesJsonPatchesThatDoNotFit() {
        cluster.post(MAPS, "{\"metadata\":{\"name\":\"a\"}}");
        var patch =
                call("PATCH", MAPS + "/a", "[{\"op\":\"remove\",\"path\":\"/data/none\"}]")
                        .typed("application/json-patch+json");
        refuses(patch, 422, "Invalid", "the server rejected our request");
    }

    @Test
    void refusesDryRunsThatAreNotAll() {
        refuses(call("POST", MAPS + "?dryRun=Some", "{}"), 422, "Invalid", "dryRun");
    }
}
