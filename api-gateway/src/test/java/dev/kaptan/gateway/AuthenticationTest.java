package dev.kaptan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** Who a request comes from, and whom it may act for. */
class AuthenticationTest {

    private static final String WHO = "/whoami";
    private static final String PODS = "/api/v1/namespaces/default/pods";

    @TempDir static Path folder;
    private static final ScriptedEngine engine = new ScriptedEngine();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        gateway = RunningGateway.start(folder, config -> engine);
        engine.on(WHO, AuthenticationTest::who);
        engine.on(PODS, AuthenticationTest::who);
        for (var user : new String[] {"alice", "bob", "system:anonymous", "carol"}) {
            engine.grant(user, "get", "", "");
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static ApiResponse who(ApiRequest request) {
        var user = request.user();
        var text = user.name() + " " + user.uid() + " " + user.groups() + " " + user.extra();
        return ScriptedEngine.text(text);
    }

    @Test
    void readsTheUserOffTheClientCertificate() throws Exception {
        var alice = gateway.clientOf("CN=alice,O=dev,O=ops");
        assertThat(gateway.get(alice, WHO).body())
                .startsWith("alice  [dev, ops, system:authenticated]")
                .contains("authentication.kubernetes.io/credential-id=[X509SHA256=");
    }

    @Test
    void answersUnauthorizedToACertificateOfAnotherAuthority() throws Exception {
        assertUnauthorized(gateway.get(gateway.stranger(), WHO));
    }

    @Test
    void answersUnauthorizedToAnExpiredCertificate() throws Exception {
        var expired = gateway.pki.client("CN=alice", Duration.ofHours(-1));
        assertUnauthorized(gateway.get(gateway.client(expired), WHO));
    }

    @Test
    void answersUnauthorizedToAServerCertificate() throws Exception {
        var server = gateway.pki.server("alice", "alice");
        assertUnauthorized(gateway.get(gateway.client(server), WHO));
    }

    @Test
    void prefersAGoodTokenToABadCertificate() throws Exception {
        var answer = gateway.get(gateway.stranger(), WHO, "Authorization", "Bearer root-token");
        assertThat(answer.body()).startsWith("root ");
    }

    @Test
    void knowsTheTokensOfTheFile() throws Exception {
        var answer =
                gateway.get(gateway.withoutCertificate(), WHO, "Authorization", "bearer secret-1");
        assertThat(answer.body()).isEqualTo("bob uid-7 [dev, ops, system:authenticated] {}");
    }

    @Test
    void answersUnauthorizedToAnUnknownToken() throws Exception {
        assertUnauthorized(
                gateway.get(gateway.withoutCertificate(), WHO, "Authorization", "Bearer none"));
        assertUnauthorized(
                gateway.get(gateway.withoutCertificate(), WHO, "Authorization", "Bearer expired"));
    }

    private static void assertUnauthorized(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        var status = Json.parse(answer.body());
        assertThat(Json.text(status, "reason")).isEqualTo("Unauthorized");
        assertThat(Json.text(status, "message")).isEqualTo("Unauthorized");
    }

    @Test
    void letsStrangersInAsAnonymous() throws Exception {
        assertThat(gateway.get(gateway.withoutCertificate(), WHO).body())
                .isEqualTo("system:anonymous  [system:unauthenticated] {}");
    }

    @Test
    void saysWhoMayNotDoWhat() throws Exception {
        var alice = gateway.clientOf("CN=alice");
        var answer = gateway.get(alice, PODS);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Json.text(Json.parse(answer.body()), "message"))
                .isEqualTo(
                        "pods is forbidden: User \"alice\" cannot list resource \"pods\" in API"
                                + " group \"\" in the namespace \"default\"");
    }

    @Test
    void actsAsAnotherUserWhereThatIsGranted() throws Exception {
        engine.grant("alice", "impersonate", "users", "carol");
        engine.grant("alice", "impersonate", "groups", "testers");
        engine.grant("alice", "impersonate", "userextras", "blue");
        engine.grant("alice", "impersonate", "uids", "u-1");
        var answer =
                gateway.get(
                        gateway.clientOf("CN=alice"),
                        WHO,
                        "Impersonate-User",
                        "carol",
                        "Impersonate-Group",
                        "testers",
                        "Impersonate-Uid",
                        "u-1",
                        "Impersonate-Extra-Team%2fcolour",
                        "blue");
        assertThat(answer.body())
                .isEqualTo("carol u-1 [testers, system:authenticated] {team/colour=[blue]}");
    }

    @Test
    void refusesToActAsAnotherUser() throws Exception {
        var bob = gateway.clientOf("CN=bob");
        var answer = gateway.get(bob, WHO, "Impersonate-User", "root");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Json.text(Json.parse(answer.body()), "message"))
                .isEqualTo(
                        "users \"root\" is forbidden: User \"bob\" cannot impersonate resource"
                                + " \"users\" in API group \"\" at the cluster scope");
    }

    @Test
    void givesAServiceAccountItsGroups() throws Exception {
        var admin = gateway.admin();
        engine.grant("system:serviceaccount:web:shop", "get", "", "");
        var answer = gateway.get(admin, WHO, "Impersonate-User", "system:serviceaccount:web:shop");
        assertThat(answer.body())
                .isEqualTo(
                        "system:serviceaccount:web:shop  [system:serviceaccounts,"
                                + " system:serviceaccounts:web, system:authenticated] {}");
    }

    @Test
    void refusesGroupsWithoutAUser() throws Exception {
        var answer = gateway.get(gateway.admin(), WHO, "Impersonate-Group", "ops");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("without impersonating a user");
    }
}
