package dev.kaptan.state.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.AuthDisableRequest;
import dev.kaptan.etcd.api.AuthEnableRequest;
import dev.kaptan.etcd.api.AuthGrpc;
import dev.kaptan.etcd.api.AuthRoleAddRequest;
import dev.kaptan.etcd.api.AuthRoleDeleteRequest;
import dev.kaptan.etcd.api.AuthRoleGetRequest;
import dev.kaptan.etcd.api.AuthRoleGrantPermissionRequest;
import dev.kaptan.etcd.api.AuthStatusRequest;
import dev.kaptan.etcd.api.AuthUserAddRequest;
import dev.kaptan.etcd.api.AuthUserChangePasswordRequest;
import dev.kaptan.etcd.api.AuthUserDeleteRequest;
import dev.kaptan.etcd.api.AuthUserGetRequest;
import dev.kaptan.etcd.api.AuthUserGrantRoleRequest;
import dev.kaptan.etcd.api.AuthUserListRequest;
import dev.kaptan.etcd.api.AuthUserRevokeRoleRequest;
import dev.kaptan.etcd.api.AuthenticateRequest;
import dev.kaptan.etcd.api.Compare;
import dev.kaptan.etcd.api.DefragmentRequest;
import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.LeaseGrantRequest;
import dev.kaptan.etcd.api.LeaseGrpc;
import dev.kaptan.etcd.api.LeaseRevokeRequest;
import dev.kaptan.etcd.api.LockGrpc;
import dev.kaptan.etcd.api.LockRequest;
import dev.kaptan.etcd.api.MaintenanceGrpc;
import dev.kaptan.etcd.api.Permission;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.TxnRequest;
import dev.kaptan.etcd.api.UnlockRequest;
import dev.kaptan.etcd.api.WatchCreateRequest;
import dev.kaptan.etcd.api.WatchRequest;
import dev.kaptan.state.node.TestNode;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** The user {@code ann} may read and write {@code a/}, and read {@code b/}. */
class AuthApiTest {

    private Path directory;
    private TestNode node;
    private Channel root;
    private Channel ann;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        directory = folder;
        node = TestNode.start(directory);
        var auth = AuthGrpc.newBlockingStub(node.channel());
        auth.userAdd(AuthUserAddRequest.newBuilder().setName("root").setPassword("r").build());
        auth.userAdd(AuthUserAddRequest.newBuilder().setName("ann").setPassword("a").build());
        auth.userGrantRole(grant("root", "root"));
        auth.roleAdd(AuthRoleAddRequest.newBuilder().setName("reader").build());
        allow(auth, "reader", "a/", "a0", Permission.Type.READWRITE);
        allow(auth, "reader", "b/", "b0", Permission.Type.READ);
        auth.userGrantRole(grant("ann", "reader"));
        auth.authEnable(AuthEnableRequest.getDefaultInstance());
        root = withToken(token("root", "r"));
        ann = withToken(token("ann", "a"));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    @Test
    void everybodyMayDoWhatHisRolesSayAndNoMore() {
        var kv = KVGrpc.newBlockingStub(ann);
        kv.put(put("a/1", "x").build());
        assertThat(kv.range(range("a/", "a0")).getCount()).isEqualTo(1);
        assertThat(kv.range(range("b/1", "")).getCount()).isZero();
        assertDenied(() -> kv.put(put("b/1", "x").build()));
        assertDenied(() -> kv.put(put("c", "x").build()));
        assertDenied(() -> kv.range(range("a/", "b0")));
        assertDenied(() -> kv.range(range("a", "\0")));
        assertDenied(
                () -> kv.deleteRange(DeleteRangeRequest.newBuilder().setKey(bytes("b/1")).build()));
        KVGrpc.newBlockingStub(root).put(put("c", "x").build());
    }

    @Test
    void aLockNeedsTheRightToWriteItsKeys() {
        var locks = LockGrpc.newBlockingStub(ann);
        var held = locks.lock(LockRequest.newBuilder().setName(bytes("a/lock")).build());
        assertDenied(() -> locks.lock(LockRequest.newBuilder().setName(bytes("b/lock")).build()));
        assertDenied(
                () -> locks.unlock(UnlockRequest.newBuilder().setKey(bytes("b/lock/1")).build()));
        locks.unlock(UnlockRequest.newBuilder().setKey(held.getKey()).build());
    }

    @Test
    void aTransactionNeedsEveryRightOfBothBranches() {
        var kv = KVGrpc.newBlockingStub(ann);
        var allowed = RequestOp.newBuilder().setRequestPut(put("a/1", "x"));
        var forbidden = RequestOp.newBuilder().setRequestPut(put("c", "x"));
        kv.txn(TxnRequest.newBuilder().addSuccess(allowed).build());
        assertDenied(() ->
                kv.txn(TxnRequest.newBuilder().addSuccess(allowed).addFailure(forbidden).build()));
        var nested = TxnRequest.newBuilder().addSuccess(forbidden);
        assertDenied(() ->
                kv.txn(
                        TxnRequest.newBuilder()
                                .addSuccess(RequestOp.newBuilder().setRequestTxn(nested))
                                .build()));
        assertDenied(() ->
                kv.txn(
                        TxnRequest.newBuilder()
                                .addCompare(Compare.newBuilder().setKey(bytes("c")))
                                .build()));
    }

    @Test
    void nobodyInParticularMayNothing() {
        assertError(
                () -> KVGrpc.newBlockingStub(node.channel()).put(put("a/1", "x").build()),
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: user name is empty");
        assertError(
                () -> KVGrpc.newBlockingStub(node.channel()).range(range("a/1", "")),
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: user name is empty");
        assertError(
                () -> KVGrpc.newBlockingStub(withToken("made.up")).range(range("a/1", "")),
                Status.Code.UNAUTHENTICATED,
                "etcdserver: invalid auth token");
        assertError(
                () -> token("ann", "wrong"),
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: authentication failed, invalid user ID or password");
        assertError(
                () -> token("nobody", "wrong"),
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: authentication failed, invalid user ID or password");
    }

    @Test
    void onlyRootManages() {
        var auth = AuthGrpc.newBlockingStub(ann);
        assertDenied(() -> auth.userList(AuthUserListRequest.getDefaultInstance()));
        assertDenied(() -> auth.authDisable(AuthDisableRequest.getDefaultInstance()));
        assertDenied(() -> auth.userGrantRole(grant("ann", "root")));
        assertDenied(() -> auth.userGet(AuthUserGetRequest.newBuilder().setName("root").build()));
        assertThat(
                        auth.userGet(AuthUserGetRequest.newBuilder().setName("ann").build())
                                .getRolesList())
                .containsExactly("reader");
        assertThat(
                        auth.roleGet(AuthRoleGetRequest.newBuilder().setRole("reader").build())
                                .getPermCount())
                .isEqualTo(2);
        assertDenied(() ->
                MaintenanceGrpc.newBlockingStub(ann)
                        .defragment(DefragmentRequest.getDefaultInstance()));
    }

    @Test
    void rootCannotLockEverybodyOut() {
        var auth = AuthGrpc.newBlockingStub(root);
        var managed = "etcdserver: invalid auth management";
        assertError(
                () -> auth.userDelete(AuthUserDeleteRequest.newBuilder().setName("root").build()),
                Status.Code.INVALID_ARGUMENT,
                managed);
        assertError(
                () ->
                        auth.userRevokeRole(
                                AuthUserRevokeRoleRequest.newBuilder()
                                        .setName("root")
                                        .setRole("root")
                                        .build()),
                Status.Code.INVALID_ARGUMENT,
                managed);
    }

    @Test
    void aChangeCountsForTokensThatAreOut() {
        var auth = AuthGrpc.newBlockingStub(root);
        var kv = KVGrpc.newBlockingStub(ann);
        kv.put(put("a/1", "x").build());
        auth.roleDelete(AuthRoleDeleteRequest.newBuilder().setRole("reader").build());
        assertDenied(() -> kv.put(put("a/1", "x").build()));
        auth.userChangePassword(
                AuthUserChangePasswordRequest.newBuilder()
                        .setName("ann")
                        .setPassword("new")
                        .build());
        assertError(
                () -> kv.range(range("a/1", "")),
                Status.Code.UNAUTHENTICATED,
                "etcdserver: invalid auth token");
        assertThat(token("ann", "new")).isNotEmpty();
    }

    @Test
    void aLeaseOfKeysThatOneMayNotWriteIsOutOfReach() {
        var lease = LeaseGrpc.newBlockingStub(root);
        long id = lease.leaseGrant(LeaseGrantRequest.newBuilder().setTTL(100).build()).getID();
        KVGrpc.newBlockingStub(root).put(put("c", "x").setLease(id).build());
        assertDenied(() -> KVGrpc.newBlockingStub(ann).put(put("a/1", "x").setLease(id).build()));
        var revoke = LeaseRevokeRequest.newBuilder().setID(id).build();
        assertDenied(() -> LeaseGrpc.newBlockingStub(ann).leaseRevoke(revoke));
        lease.leaseRevoke(revoke);
    }

    @Test
    void leasesExpireThoughNobodyAsks() throws Exception {
        var kv = KVGrpc.newBlockingStub(root);
        var request = LeaseGrantRequest.newBuilder().setTTL(2).build();
        long id = LeaseGrpc.newBlockingStub(root).leaseGrant(request).getID();
        kv.put(put("a/dying", "x").setLease(id).build());
        long left = 1;
        for (int wait = 0; wait < 100 && left > 0; wait++) {
            Thread.sleep(100);
            left = kv.range(range("a/dying", "")).getCount();
        }
        assertThat(left).isZero();
    }

    @Test
    void aWatchNeedsTheRightToRead() throws Exception {
        var client = new WatchClient(ann);
        client.send(watch("c"));
        var refused = client.next();
        assertThat(refused.getCreated()).isTrue();
        assertThat(refused.getCanceled()).isTrue();
        assertThat(refused.getWatchId()).isEqualTo(-1);
        assertThat(refused.getCancelReason()).isEqualTo("etcdserver: permission denied");
        client.send(watch("a/1"));
        assertThat(client.next().getCanceled()).isFalse();
        client.cancel();
    }

    @Test
    void usersAndRolesOutliveARestart() throws Exception {
        var before =
                AuthGrpc.newBlockingStub(root).authStatus(AuthStatusRequest.getDefaultInstance());
        node.close();
        node = TestNode.start(directory);
        assertError(
                () -> KVGrpc.newBlockingStub(node.channel()).range(range("a/1", "")),
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: user name is empty");
        var again = AuthGrpc.newBlockingStub(withToken(token("root", "r")));
        var after = again.authStatus(AuthStatusRequest.getDefaultInstance());
        assertThat(after.getEnabled()).isTrue();
        assertThat(after.getAuthRevision()).isEqualTo(before.getAuthRevision());
    }

    @Test
    void whatIsSwitchedOffNeedsNoTokens() {
        AuthGrpc.newBlockingStub(root).authDisable(AuthDisableRequest.getDefaultInstance());
        KVGrpc.newBlockingStub(node.channel()).put(put("c", "x").build());
        assertError(
                () -> token("ann", "a"),
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: authentication is not enabled");
    }

    private String token(String user, String password) {
        return AuthGrpc.newBlockingStub(node.channel())
                .authenticate(
                        AuthenticateRequest.newBuilder()
                                .setName(user)
                                .setPassword(password)
                                .build())
                .getToken();
    }

    private Channel withToken(String token) {
        var headers = new Metadata();
        headers.put(Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER), token);
        return ClientInterceptors.intercept(
                node.channel(), MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static void allow(
            AuthGrpc.AuthBlockingStub auth,
            String role,
            String from,
            String to,
            Permission.Type type) {
        var permission =
                Permission.newBuilder()
                        .setPermType(type)
                        .setKey(bytes(from))
                        .setRangeEnd(bytes(to));
        auth.roleGrantPermission(
                AuthRoleGrantPermissionRequest.newBuilder()
                        .setName(role)
                        .setPerm(permission)
                        .build());
    }

    private static AuthUserGrantRoleRequest grant(String user, String role) {
        return AuthUserGrantRoleRequest.newBuilder().setUser(user).setRole(role).build();
    }

    private static WatchRequest.Builder watch(String key) {
        return WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder().setKey(bytes(key)));
    }

    private static PutRequest.Builder put(String key, String value) {
        return PutRequest.newBuilder().setKey(bytes(key)).setValue(bytes(value));
    }

    private static RangeRequest range(String key, String end) {
        return RangeRequest.newBuilder().setKey(bytes(key)).setRangeEnd(bytes(end)).build();
    }

    private static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }

    private static void assertDenied(ThrowingCallable call) {
        assertError(call, Status.Code.PERMISSION_DENIED, "etcdserver: permission denied");
    }

    private static void assertError(ThrowingCallable call, Status.Code code, String text) {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(call)
                .satisfies(e -> {
                    assertThat(e.getStatus().getDescription()).isEqualTo(text);
                    assertThat(e.getStatus().getCode()).isEqualTo(code);
                });
    }
}
