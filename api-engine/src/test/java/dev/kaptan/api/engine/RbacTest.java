package dev.kaptan.api.engine;

import static dev.kaptan.api.engine.TestServer.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.engine.authorization.Authorizer.Decision;
import dev.kaptan.api.engine.request.QueryParameters;
import dev.kaptan.api.engine.request.RequestInfos;
import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RbacTest {

    private static final User SCHEDULER =
            User.of("system:kube-scheduler", User.AUTHENTICATED_GROUP);
    private static final User CONTROLLERS =
            User.of("system:kube-controller-manager", User.AUTHENTICATED_GROUP);
    private static final User NODE =
            User.of("system:node:n1", "system:nodes", User.AUTHENTICATED_GROUP);
    private static final User JANE = User.of("jane", "devs", User.AUTHENTICATED_GROUP);
    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";

    private final TestServer cluster = new TestServer();

    @AfterEach
    void close() {
        cluster.close();
    }

    private Decision decide(User user, String method, String path) {
        var info = RequestInfos.parse(method, path, QueryParameters.NONE);
        return cluster.server.authorizer().authorize(user, info);
    }

    private void allows(User user, String method, String path) {
        assertThat(decide(user, method, path)).isInstanceOf(Decision.Allowed.class);
    }

    private void denies(User user, String method, String path) {
        assertThat(decide(user, method, path)).isInstanceOf(Decision.NoOpinion.class);
    }

    /** Roles come through the watch cache: a list after the write has waited for it. */
    private void settle() {
        for (String plural :
                new String[] {"clusterroles", "roles", "clusterrolebindings", "rolebindings"}) {
            cluster.get(RBAC + "/" + plural);
        }
    }

    private void bind(String namespace, String kind, String role, String subject) {
        cluster.post(
                RBAC + "/namespaces/" + namespace + "/rolebindings",
                "{\"metadata\":{\"generateName\":\"b-\"},\"roleRef\":{\"apiGroup\":\"rbac.authorization.k8s.io\",\"kind\":\"%s\",\"name\":\"%s\"},\"subjects\":[%s]}"
                        .formatted(kind, role, subject));
        settle();
    }

    private static String user(String name) {
        return "{\"apiGroup\":\"rbac.authorization.k8s.io\",\"kind\":\"User\",\"name\":\"%s\"}"
                .formatted(name);
    }

    @Test
    void givesEachServiceWhatItNeedsAndNoMore() {
        settle();
        allows(SCHEDULER, "POST", "/api/v1/namespaces/a/pods/p/binding");
        allows(SCHEDULER, "GET", "/api/v1/nodes");
        denies(SCHEDULER, "POST", "/api/v1/namespaces/a/pods");
        denies(SCHEDULER, "GET", "/api/v1/secrets");
        allows(CONTROLLERS, "POST", "/api/v1/namespaces/a/pods");
        allows(CONTROLLERS, "PUT", "/apis/apps/v1/namespaces/a/deployments/d/status");
        denies(CONTROLLERS, "POST", "/api/v1/namespaces/a/pods/p/binding");
        denies(CONTROLLERS, "POST", RBAC + "/clusterroles");
        allows(NODE, "PATCH", "/api/v1/nodes/n1/status");
        allows(NODE, "POST", "/api/v1/namespaces/a/serviceaccounts/x/token");
        denies(NODE, "POST", "/apis/apps/v1/namespaces/a/deployments");
        allows(JANE, "GET", "/api");
        denies(JANE, "GET", "/api/v1/namespaces/default/pods");
        denies(User.anonymous(), "GET", "/api");
        allows(User.anonymous(), "GET", "/version");
    }

    @Test
    void letsMastersDoEverything() {
        assertThat(decide(TestServer.ADMIN, "DELETE", "/api/v1/nodes/n1"))
                .isEqualTo(new Decision.Allowed(""));
    }

    @Test
    void saysWhichBindingAllows() {
        bind("default", "ClusterRole", "view", user("jane"));
        var decision = (Decision.Allowed) decide(JANE, "GET", "/api/v1/namespaces/default/pods");
        assertThat(decision.reason())
                .matches(
                        "RBAC: allowed by RoleBinding \"b-.{5}/default\" of ClusterRole \"view\" to"
                                + " User \"jane\"");
        denies(JANE, "GET", "/api/v1/namespaces/kube-system/pods");
        denies(JANE, "GET", "/api/v1/namespaces/default/secrets");
    }

    @Test
    void aggregatesRoles() {
        bind("default", "ClusterRole", "admin", user("jane"));
        allows(JANE, "GET", "/api/v1/namespaces/default/pods");
        allows(JANE, "POST", "/api/v1/namespaces/default/pods");
        allows(JANE, "POST", RBAC + "/namespaces/default/roles");
        denies(JANE, "POST", RBAC + "/clusterroles");
    }

    @Test
    void seesBindingsComeAndGo() {
        denies(JANE, "GET", "/api/v1/namespaces/default/pods");
        bind("default", "ClusterRole", "view", user("jane"));
        allows(JANE, "GET", "/api/v1/namespaces/default/pods");
        cluster.delete(RBAC + "/namespaces/default/rolebindings");
        settle();
        denies(JANE, "GET", "/api/v1/namespaces/default/pods");
    }

    @Test
    void letsNobodyGrantWhatTheyDoNotHave() {
        bind("default", "ClusterRole", "admin", user("jane"));
        String role =
                "{\"metadata\":{\"name\":\"r\"},\"rules\":[{\"apiGroups\":[\"\"],\"resources\":[\"%s\"],\"verbs\":[\"get\"]}]}";
        cluster.send(
                call("POST", RBAC + "/namespaces/default/roles", role.formatted("pods")).as(JANE));
        var failure =
                cluster.failure(
                        call("POST", RBAC + "/namespaces/default/roles", role.formatted("nodes"))
                                .as(JANE));
        assertThat(failure.code()).isEqualTo(403);
        assertThat(failure.getMessage())
                .contains(
                        "user \"jane\" (groups=[\"devs\" \"system:authenticated\"]) is attempting"
                                + " to grant RBAC permissions not currently held:")
                .contains("{APIGroups:[\"\"], Resources:[\"nodes\"], Verbs:[\"get\"]}");
        var binding =
                "{\"metadata\":{\"name\":\"b\"},\"roleRef\":{\"apiGroup\":\"rbac.authorization.k8s.io\",\"kind\":\"ClusterRole\",\"name\":\"cluster-admin\"},\"subjects\":["
                        + user("jane")
                        + "]}";
        assertThat(
                        cluster.failure(
                                        call(
                                                        "POST",
                                                        RBAC + "/namespaces/default/rolebindings",
                                                        binding)
                                                .as(JANE))
                                .code())
                .isEqualTo(403);
    }

    @Test
    void answersReviews() {
        bind("default", "ClusterRole", "view", user("jane"));
        var self =
                cluster.send(
                        call(
                                        "POST",
                                        "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                                        "{\"spec\":{\"resourceAttributes\":{\"verb\":\"get\",\"resource\":\"pods\",\"namespace\":\"default\"}}}")
                                .as(JANE));
        assertThat(Json.at(TestServer.tree(self), "status", "allowed").asBoolean()).isTrue();
        var other =
                cluster.post(
                        "/apis/authorization.k8s.io/v1/subjectaccessreviews",
                        "{\"spec\":{\"user\":\"joe\",\"resourceAttributes\":{\"verb\":\"get\",\"resource\":\"pods\",\"namespace\":\"default\"}}}");
        assertThat(Json.at(other, "status", "allowed").asBoolean()).isFalse();
        var rules =
                TestServer.tree(
                        cluster.send(
                                call(
                                                "POST",
                                                "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
                                                "{\"spec\":{\"namespace\":\"default\"}}")
                                        .as(JANE)));
        assertThat(rules.path("status").path("resourceRules")).isNotEmpty();
        var whoami =
                TestServer.tree(
                        cluster.send(
                                call(
                                                "POST",
                                                "/apis/authentication.k8s.io/v1/selfsubjectreviews",
                                                "{}")
                                        .as(JANE)));
        assertThat(Json.text(whoami, "status", "userInfo", "username")).isEqualTo("jane");
    }

    @Test
    void keepsDefaultRolesThatUsersExtended() {
        cluster.send(
                call(
                                "PATCH",
                                RBAC + "/clusterroles/system:discovery",
                                "{\"rules\":[{\"nonResourceURLs\":[\"/extra\"],\"verbs\":[\"get\"]}]}")
                        .typed("application/merge-patch+json"));
        var again = new TestServer(java.time.Clock.systemUTC(), cluster.store);
        assertThat(again.get(RBAC + "/clusterroles/system:discovery").path("rules")).hasSize(2);
        again.server.close();
    }
}
