package dev.kaptan.standalone.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.standalone.pki.TestCredentials;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Bad input and bad credentials: what kubectl's users are told, and that nothing is written. */
@NeedsEngine
class RefusalsIT {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String NO_DNS_NAME =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-'"
                    + " or '.', and must start and end with an alphanumeric character (e.g."
                    + " 'example.com', regex used for validation is"
                    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    @TempDir static Path folder;
    @AutoClose private static TestCluster cluster;

    @BeforeAll
    static void start() {
        cluster = TestCluster.on(Store.chosen(), Map.of(), 1);
    }

    @AfterEach
    void nothingOfWhatWasRefusedIsThere() {
        assertThat(cluster.get("get", "configmaps", "-A", "-o", "name"))
                .doesNotContainIgnoringCase("bad");
    }

    private static String map(String name, String more) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\n" + more + "\n";
    }

    /** What kubectl says to YAML that it is to create. */
    private static String refused(String yaml, String... options) {
        var result = cluster.type(yaml, words(options));
        assertThat(result.exitCode()).isEqualTo(1);
        return result.errors();
    }

    private static String[] words(String... options) {
        return Stream.concat(Stream.of("create", "-f", "-"), Arrays.stream(options))
                .toArray(String[]::new);
    }

    /** What the API says to bytes that kubectl hands over as they are. */
    private static String refusedRaw(String path, String body) throws IOException {
        var file = Files.writeString(folder.resolve("body"), body);
        var result = cluster.kubectl("create", "--raw", path, "-f", file.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        return result.errors();
    }

    @Test
    void textThatIsNoObject() throws IOException {
        assertThat(refused("apiVersion: v1\nkind: ConfigMap\n  metadata: x"))
                .contains("error converting YAML to JSON");
        assertThat(refusedRaw(MAPS, "{\"metadata\":"))
                .isEqualTo(
                        "Error from server (BadRequest): the object provided is unrecognized (must"
                                + " be of type ConfigMap): couldn't get version/kind; json parse"
                                + " error: unexpected end of JSON input ({\"metadata\":)\n");
    }

    @Test
    void unknownFieldsAreRefusedWarnedOfOrIgnored() {
        var unknown =
                "Error from server (BadRequest): error when creating \"STDIN\": ConfigMap in"
                        + " version \"v1\" cannot be handled as a ConfigMap: strict decoding error:"
                        + " unknown field \"colour\"\n";
        assertThat(refused(map("bad", "colour: blue"))).isEqualTo(unknown);
        assertThat(refused(map("bad", "colour: blue"), "--validate=strict")).isEqualTo(unknown);
        assertThat(created("warned", "--validate=warn"))
                .isEqualTo("Warning: unknown field \"colour\"\n");
        assertThat(created("quiet", "--validate=ignore")).isEmpty();
    }

    /** What kubectl warned of when it created a map with an unknown field. */
    private static String created(String name, String validate) {
        var result = cluster.type(map(name, "colour: blue"), "create", "-f", "-", validate);
        result.orThrow();
        assertThat(cluster.get("get", "configmap", name, "-o", "yaml")).doesNotContain("colour");
        return result.errors();
    }

    @Test
    void valuesOfAnotherType() {
        assertThat(refused(map("bad", "data: {a: 1}")))
                .isEqualTo(
                        "Error from server (BadRequest): error when creating \"STDIN\": ConfigMap"
                            + " in version \"v1\" cannot be handled as a ConfigMap: json: cannot"
                            + " unmarshal number into Go struct field ConfigMap.data of type"
                            + " string\n");
    }

    @Test
    void namesThatAreNoDnsNames() {
        assertThat(refused(map("Bad_Name", "")))
                .isEqualTo(
                        "The ConfigMap \"Bad_Name\" is invalid: metadata.name: Invalid value:"
                                + " \"Bad_Name\": "
                                + NO_DNS_NAME
                                + "\n");
    }

    @Test
    void bodiesOverThreeMebibytes() throws IOException {
        var big =
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"bad\"},"
                        + "\"data\":{\"a\":\""
                        + "x".repeat(3 << 20)
                        + "\"}}";
        assertThat(refusedRaw(MAPS, big))
                .isEqualTo(
                        "Error from server (RequestEntityTooLarge): Request entity too large: limit"
                                + " is 3145728\n");
    }

    @Test
    void kindsThatAreNotServed() throws IOException {
        assertThat(refused("apiVersion: example.com/v1\nkind: Bad\nmetadata: {name: bad}"))
                .contains("no matches for kind \"Bad\" in version \"example.com/v1\"");
        assertThat(refused("apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: bad}"))
                .contains("no matches for kind \"StatefulSet\" in version \"apps/v1\"");
        assertThat(refusedRaw("/api/v1/namespaces/default/bads", "{}"))
                .isEqualTo(
                        "Error from server (NotFound): the server could not find the requested"
                                + " resource\n");
        assertThat(cluster.kubectl("get", "bads").errors())
                .isEqualTo("error: the server doesn't have a resource type \"bads\"\n");
    }

    @Test
    void anotherNamespaceThanTheRequests() throws IOException {
        var elsewhere = map("bad, namespace: elsewhere", "");
        assertThat(refused(elsewhere, "-n", "default"))
                .contains("the namespace from the provided object \"elsewhere\" does not match");
        assertThat(
                        refusedRaw(
                                MAPS,
                                "{\"metadata\":{\"name\":\"bad\",\"namespace\":\"kube-system\"}}"))
                .isEqualTo(
                        "Error from server (BadRequest): the namespace of the provided object does"
                                + " not match the namespace sent on the request\n");
        assertThat(refused(elsewhere))
                .isEqualTo(
                        "Error from server (NotFound): error when creating \"STDIN\": namespaces"
                                + " \"elsewhere\" not found\n");
    }

    @Test
    void aStaleVersionIsAConflictAndNothingIsWritten() {
        cluster.get("create", "configmap", "raced", "--from-literal=a=1");
        var stale = cluster.get("get", "configmap", "raced", "-o", "yaml");
        cluster.get("patch", "configmap", "raced", "-p", "{\"data\":{\"a\":\"2\"}}");
        var replaced = cluster.type(stale, "replace", "-f", "-");
        assertThat(replaced.exitCode()).isEqualTo(1);
        assertThat(replaced.errors())
                .isEqualTo(
                        "Error from server (Conflict): error when replacing \"STDIN\": Operation"
                                + " cannot be fulfilled on configmaps \"raced\": the object has"
                                + " been modified; please apply your changes to the latest version"
                                + " and try again\n");
        assertThat(cluster.get("get", "configmap", "raced", "-o", "jsonpath={.data.a}"))
                .isEqualTo("2");
    }

    @Test
    void noCredentialsAndSuchAsNobodyIssued() {
        var unauthorized = refusal("not-a-token");
        assertThat(unauthorized.getCode()).isEqualTo(401);
        assertThat(unauthorized.getStatus().getReason()).isEqualTo("Unauthorized");
        assertThat(unauthorized.getStatus().getMessage()).isEqualTo("Unauthorized");
        assertThat(withToken("not-a-token")).isEqualTo(LOGGED_OUT);

        var forbidden = refusal(null);
        assertThat(forbidden.getCode()).isEqualTo(403);
        assertThat(forbidden.getStatus().getMessage())
                .isEqualTo(
                        "pods is forbidden: User \"system:anonymous\" cannot list resource"
                                + " \"pods\" in API group \"\" in the namespace \"default\"");
        assertThat(cluster.kubectl("get", "pods", "--as=somebody").errors())
                .isEqualTo(
                        "Error from server (Forbidden): pods is forbidden: User \"somebody\" cannot"
                                + " list resource \"pods\" in API group \"\" in the namespace"
                                + " \"default\"\n");
    }

    private static final String LOGGED_OUT =
            "error: You must be logged in to the server (Unauthorized)\n";

    @Test
    void aServiceAccountTokenThatHasExpired() throws Exception {
        var token = cluster.get("create", "token", "default");
        var credentials = new TestCredentials(cluster.dataDirectory());
        assertThat(withToken(credentials.resigned(token, Instant.now().plusSeconds(600))))
                .contains("User \"system:serviceaccount:default:default\" cannot list");
        var expired = credentials.resigned(token, Instant.now().minusSeconds(60));
        assertThat(withToken(expired)).isEqualTo(LOGGED_OUT);
        assertThat(refusal(expired).getStatus().getMessage()).isEqualTo("Unauthorized");
    }

    @Test
    void aClientCertificateThatHasExpired() throws Exception {
        assertThat(asAdminUntil("tomorrow", Instant.now().plus(Duration.ofDays(1))).exitCode())
                .isZero();
        assertThat(asAdminUntil("yesterday", Instant.now().minus(Duration.ofDays(1))).errors())
                .isEqualTo(LOGGED_OUT);
    }

    private static Command.Result asAdminUntil(String name, Instant expiry) throws IOException {
        var kubeconfig =
                new TestCredentials(cluster.dataDirectory())
                        .admin(folder.resolve(name), cluster.server(), expiry);
        return cluster.kubectl("--kubeconfig=" + kubeconfig, "get", "pods");
    }

    /** What kubectl says with no other credentials than a token. */
    private static String withToken(String token) {
        return cluster.kubectl(
                        "--kubeconfig=/dev/null",
                        "--server=" + cluster.server(),
                        "--certificate-authority=" + cluster.dataDirectory().resolve("pki/ca.crt"),
                        "--token=" + token,
                        "get",
                        "pods")
                .errors();
    }

    private static KubernetesClientException refusal(String token) {
        try (var client = new KubernetesClientBuilder().withConfig(config(token)).build()) {
            client.pods().inNamespace("default").list();
            throw new AssertionError("not refused");
        } catch (KubernetesClientException refused) {
            return refused;
        }
    }

    private static Config config(String token) {
        try {
            var config = Config.fromKubeconfig(Files.readString(cluster.kubeconfig()));
            config.setClientCertData(null);
            config.setClientKeyData(null);
            config.setOauthToken(token);
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
