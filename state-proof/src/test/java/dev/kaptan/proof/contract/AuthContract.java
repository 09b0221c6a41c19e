package dev.kaptan.proof.contract;

import static dev.kaptan.proof.contract.Store.bytes;
import static dev.kaptan.proof.contract.Store.endOf;
import static dev.kaptan.proof.contract.Store.putOf;
import static dev.kaptan.proof.contract.Store.rangeOf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.etcd.api.AuthDisableRequest;
import dev.kaptan.etcd.api.AuthEnableRequest;
import dev.kaptan.etcd.api.AuthGrpc;
import dev.kaptan.etcd.api.AuthRoleAddRequest;
import dev.kaptan.etcd.api.AuthRoleDeleteRequest;
import dev.kaptan.etcd.api.AuthRoleGrantPermissionRequest;
import dev.kaptan.etcd.api.AuthStatusRequest;
import dev.kaptan.etcd.api.AuthUserAddRequest;
import dev.kaptan.etcd.api.AuthUserDeleteRequest;
import dev.kaptan.etcd.api.AuthUserGrantRoleRequest;
import dev.kaptan.etcd.api.AuthenticateRequest;
import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.Permission;
import dev.kaptan.etcd.api.WatchCreateRequest;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

/** Who may do what; off unless it is switched on, and off again after each test. */
abstract class AuthContract extends Aspect {

    private static final Metadata.Key<String> TOKEN =
            Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);

    @Test
    void isOffAndCannotBeUsedUntilThereIsARoot() {
        var status = auth(store().channel()).authStatus(AuthStatusRequest.getDefaultInstance());
        assertThat(status.getEnabled()).isFalse();
        assertRefused(
                () -> auth(store().channel()).authEnable(AuthEnableRequest.getDefaultInstance()),
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: root user does not exist");
        assertRefused(
                () -> token("root", "r"),
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: authentication is not enabled");
    }

    @Test
    void usersAndRolesExistOnceAndAreNamed() {
        var plain = auth(store().channel());
        var user = AuthUserAddRequest.newBuilder().setName("bob").setPassword("b").build();
        plain.userAdd(user);
        assertRefused(
                () -> plain.userAdd(user),
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: user name already exists");
        assertRefused(
                () -> plain.userAdd(AuthUserAddRequest.getDefaultInstance()),
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: user name is empty");
        assertRefused(
                () -> plain.userGrantRole(grant("bob", "nobody")),
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: role name not found");
        plain.userDelete(AuthUserDeleteRequest.newBuilder().setName("bob").build());
        assertRefused(
                () -> plain.userDelete(AuthUserDeleteRequest.newBuilder().setName("bob").build()),
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: user name not found");
    }

    @Test
    void everybodyMayDoWhatHisRolesSayAndNoMore() throws Exception {
        switchOn();
        try {
            assertRefused(
                    () -> store().put(key("a"), "nobody"),
                    Status.Code.INVALID_ARGUMENT,
                    "etcdserver: user name is empty");
            assertRefused(
                    () -> token("ann", "wrong"),
                    Status.Code.INVALID_ARGUMENT,
                    "etcdserver: authentication failed, invalid user ID or password");
            assertRefused(
                    () -> as("forged.1").put(putOf(key("a"), "1").build()),
                    Status.Code.UNAUTHENTICATED,
                    "etcdserver: invalid auth token");
            var ann = as(token("ann", "a"));
            ann.put(putOf(key("a"), "1").build());
            assertThat(ann.range(rangeOf(key("a")).build()).getCount()).isEqualTo(1);
            assertDenied(() -> ann.put(putOf("elsewhere", "1").build()));
            assertDenied(() -> ann.range(rangeOf("\0").setRangeEnd(bytes("\0")).build()));
            assertDenied(() ->
                    ann.deleteRange(
                            DeleteRangeRequest.newBuilder()
                                    .setKey(bytes(prefix))
                                    .setRangeEnd(bytes("\0"))
                                    .build()));
            assertWatchesWhatIsItsOwn();
        } finally {
            switchOff();
        }
        store().put("elsewhere", "everybody again");
    }

    private void assertWatchesWhatIsItsOwn() throws InterruptedException {
        try (var watch = new WatchCalls(with(token("ann", "a")))) {
            var all = WatchCreateRequest.newBuilder().setKey(bytes("\0")).setRangeEnd(bytes("\0"));
            var refused = watch.create(all);
            assertThat(refused.getCanceled()).isTrue();
            assertThat(refused.getCancelReason()).contains("permission denied");
            var own = WatchCreateRequest.newBuilder().setKey(bytes(key("a")));
            assertThat(watch.create(own).getCanceled()).isFalse();
        }
    }

    /** The user {@code ann} owns what is below the prefix of this test. */
    private void switchOn() {
        var plain = auth(store().channel());
        for (var name : new String[] {"root", "ann"}) {
            plain.userAdd(
                    AuthUserAddRequest.newBuilder()
                            .setName(name)
                            .setPassword(name.substring(0, 1))
                            .build());
            var role = name.equals("root") ? "root" : "owner";
            plain.roleAdd(AuthRoleAddRequest.newBuilder().setName(role).build());
            plain.userGrantRole(grant(name, role));
        }
        plain.roleGrantPermission(
                AuthRoleGrantPermissionRequest.newBuilder()
                        .setName("owner")
                        .setPerm(
                                Permission.newBuilder()
                                        .setPermType(Permission.Type.READWRITE)
                                        .setKey(bytes(prefix))
                                        .setRangeEnd(bytes(endOf(prefix))))
                        .build());
        plain.authEnable(AuthEnableRequest.getDefaultInstance());
    }

    private void switchOff() {
        auth(with(token("root", "r"))).authDisable(AuthDisableRequest.getDefaultInstance());
        var plain = auth(store().channel());
        for (var name : new String[] {"root", "ann"}) {
            plain.userDelete(AuthUserDeleteRequest.newBuilder().setName(name).build());
        }
        for (var role : new String[] {"root", "owner"}) {
            plain.roleDelete(AuthRoleDeleteRequest.newBuilder().setRole(role).build());
        }
    }

    private static void assertDenied(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertRefused(call, Status.Code.PERMISSION_DENIED, "etcdserver: permission denied");
    }

    private String token(String name, String password) {
        return auth(store().channel())
                .authenticate(
                        AuthenticateRequest.newBuilder()
                                .setName(name)
                                .setPassword(password)
                                .build())
                .getToken();
    }

    private KVGrpc.KVBlockingStub as(String token) {
        return KVGrpc.newBlockingStub(with(token)).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private Channel with(String token) {
        var headers = new Metadata();
        headers.put(TOKEN, token);
        return ClientInterceptors.intercept(
                store().channel(), MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static AuthGrpc.AuthBlockingStub auth(Channel channel) {
        return AuthGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private static AuthUserGrantRoleRequest grant(String user, String role) {
        return AuthUserGrantRoleRequest.newBuilder().setUser(user).setRole(role).build();
    }
}
