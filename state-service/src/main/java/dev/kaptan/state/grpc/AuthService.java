package dev.kaptan.state.grpc;

import dev.kaptan.etcd.api.AuthDisableRequest;
import dev.kaptan.etcd.api.AuthDisableResponse;
import dev.kaptan.etcd.api.AuthEnableRequest;
import dev.kaptan.etcd.api.AuthEnableResponse;
import dev.kaptan.etcd.api.AuthGrpc;
import dev.kaptan.etcd.api.AuthRoleAddRequest;
import dev.kaptan.etcd.api.AuthRoleAddResponse;
import dev.kaptan.etcd.api.AuthRoleDeleteRequest;
import dev.kaptan.etcd.api.AuthRoleDeleteResponse;
import dev.kaptan.etcd.api.AuthRoleGetRequest;
import dev.kaptan.etcd.api.AuthRoleGetResponse;
import dev.kaptan.etcd.api.AuthRoleGrantPermissionRequest;
import dev.kaptan.etcd.api.AuthRoleGrantPermissionResponse;
import dev.kaptan.etcd.api.AuthRoleListRequest;
import dev.kaptan.etcd.api.AuthRoleListResponse;
import dev.kaptan.etcd.api.AuthRoleRevokePermissionRequest;
import dev.kaptan.etcd.api.AuthRoleRevokePermissionResponse;
import dev.kaptan.etcd.api.AuthStatusRequest;
import dev.kaptan.etcd.api.AuthStatusResponse;
import dev.kaptan.etcd.api.AuthUserAddRequest;
import dev.kaptan.etcd.api.AuthUserAddResponse;
import dev.kaptan.etcd.api.AuthUserChangePasswordRequest;
import dev.kaptan.etcd.api.AuthUserChangePasswordResponse;
import dev.kaptan.etcd.api.AuthUserDeleteRequest;
import dev.kaptan.etcd.api.AuthUserDeleteResponse;
import dev.kaptan.etcd.api.AuthUserGetRequest;
import dev.kaptan.etcd.api.AuthUserGetResponse;
import dev.kaptan.etcd.api.AuthUserGrantRoleRequest;
import dev.kaptan.etcd.api.AuthUserGrantRoleResponse;
import dev.kaptan.etcd.api.AuthUserListRequest;
import dev.kaptan.etcd.api.AuthUserListResponse;
import dev.kaptan.etcd.api.AuthUserRevokeRoleRequest;
import dev.kaptan.etcd.api.AuthUserRevokeRoleResponse;
import dev.kaptan.etcd.api.AuthenticateRequest;
import dev.kaptan.etcd.api.AuthenticateResponse;
import dev.kaptan.etcd.api.ResponseHeader;
import dev.kaptan.state.auth.AuthChange;
import dev.kaptan.state.auth.AuthState;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.store.StateStore;

import io.grpc.stub.StreamObserver;

import java.util.function.Function;
import java.util.function.Supplier;

/** Users, roles, permissions and tokens. */
final class AuthService extends AuthGrpc.AuthImplBase {

    private final StateStore store;
    private final Guard guard;
    private final TokenOffice tokens;
    private final Headers headers;
    private final Calls calls;

    AuthService(StateStore store, Guard guard, TokenOffice tokens, Headers headers, Calls calls) {
        this.store = store;
        this.guard = guard;
        this.tokens = tokens;
        this.headers = headers;
        this.calls = calls;
    }

    @Override
    public void authEnable(AuthEnableRequest request, StreamObserver<AuthEnableResponse> client) {
        change(
                client,
                AuthChange.Enable::new,
                header -> AuthEnableResponse.newBuilder().setHeader(header).build());
    }

    @Override
    public void authDisable(
            AuthDisableRequest request, StreamObserver<AuthDisableResponse> client) {
        change(
                client,
                AuthChange.Disable::new,
                header -> AuthDisableResponse.newBuilder().setHeader(header).build());
    }

    @Override
    public void authStatus(AuthStatusRequest request, StreamObserver<AuthStatusResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    var auth = state();
                    guard.administer();
                    return AuthStatusResponse.newBuilder()
                            .setHeader(headers.now())
                            .setEnabled(auth.enabled())
                            .setAuthRevision(auth.revision())
                            .build();
                });
    }

    @Override
    public void authenticate(
            AuthenticateRequest request, StreamObserver<AuthenticateResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    var token = tokens.issue(request.getName(), request.getPassword());
                    return AuthenticateResponse.newBuilder()
                            .setHeader(headers.now())
                            .setToken(token)
                            .build();
                });
    }

    @Override
    public void userAdd(AuthUserAddRequest request, StreamObserver<AuthUserAddResponse> client) {
        change(
                client,
                () -> AuthRequests.addUser(request),
                header -> AuthUserAddResponse.newBuilder().setHeader(header).build());
    }

    @Override
    public void userGet(AuthUserGetRequest request, StreamObserver<AuthUserGetResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    var auth = state();
                    guard.access().seeUser(request.getName());
                    return AuthUserGetResponse.newBuilder()
                            .setHeader(headers.now())
                            .addAllRoles(auth.user(request.getName()).roles())
                            .build();
                });
    }

    @Override
    public void userList(AuthUserListRequest request, StreamObserver<AuthUserListResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    var auth = state();
                    guard.administer();
                    return AuthUserListResponse.newBuilder()
                            .setHeader(headers.now())
                            .addAllUsers(auth.users().keySet())
                            .build();
                });
    }

    @Override
    public void userDelete(
            AuthUserDeleteRequest request, StreamObserver<AuthUserDeleteResponse> client) {
        change(
                client,
                () -> new AuthChange.DeleteUser(request.getName()),
                header -> AuthUserDeleteResponse.newBuilder().setHeader(header).build());
    }

    @Override
    public void userChangePassword(
            AuthUserChangePasswordRequest request,
            StreamObserver<AuthUserChangePasswordResponse> client) {
        change(
                client,
                () -> AuthRequests.changePassword(request),
                header -> AuthUserChangePasswordResponse.newBuilder().setHeader(header).build());
    }

    @Override
    public void userGrantRole(
            AuthUserGrantRoleRequest request, StreamObserver<AuthUserGrantRoleResponse> client) {
        change(
                client,
                () -> new AuthChange.GrantRole(request.getUser(), request.getRole()),
                header -> AuthUserGrantRoleResponse.newBuilder().setHeader(header).build());
    }

    @Override
    public void userRevokeRole(
            AuthUserRevokeRoleRequest request, StreamObserver<AuthUserRevokeRoleResponse> client) {
        change(
                client,
                () -> new AuthChange.RevokeRole(request.getName(), request.getRole()),
                header -> AuthUserRevokeRoleResponse.newBuilder().setHeader(header).build());
    }

    @Override
    public void roleAdd(AuthRoleAddRequest request, StreamObserver<AuthRoleAddResponse> client) {
        change(
                client,
                () -> new AuthChange.AddRole(request.getName()),
                header -> AuthRoleAddResponse.newBuilder().setHeader(header).build());
    }

    @Override
    public void roleGet(AuthRoleGetRequest request, StreamObserver<AuthRoleGetResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    var auth = state();
                    guard.access().seeRole(request.getRole());
                    return AuthRoleGetResponse.newBuilder()
                            .setHeader(headers.now())
                            .addAllPerm(AuthRequests.permissions(auth.role(request.getRole())))
                            .build();
                });
    }

    @Override
    public void roleList(AuthRoleListRequest request, StreamObserver<AuthRoleListResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    var auth = state();
                    guard.administer();
                    return AuthRoleListResponse.newBuilder()
                            .setHeader(headers.now())
                            .addAllRoles(auth.roles().keySet())
                            .build();
                });
    }

    @Override
    public void roleDelete(
            AuthRoleDeleteRequest request, StreamObserver<AuthRoleDeleteResponse> client) {
        change(
                client,
                () -> new AuthChange.DeleteRole(request.getRole()),
                header -> AuthRoleDeleteResponse.newBuilder().setHeader(header).build());
    }

    @Override
    public void roleGrantPermission(
            AuthRoleGrantPermissionRequest request,
            StreamObserver<AuthRoleGrantPermissionResponse> client) {
        change(
                client,
                () -> AuthRequests.grantPermission(request),
                header -> AuthRoleGrantPermissionResponse.newBuilder().setHeader(header).build());
    }

    @Override
    public void roleRevokePermission(
            AuthRoleRevokePermissionRequest request,
            StreamObserver<AuthRoleRevokePermissionResponse> client) {
        change(
                client,
                () -> AuthRequests.revokePermission(request),
                header -> AuthRoleRevokePermissionResponse.newBuilder().setHeader(header).build());
    }

    private <T> void change(
            StreamObserver<T> client,
            Supplier<AuthChange> change,
            Function<ResponseHeader, T> response) {
        calls.answerBlocking(
                client,
                () -> {
                    // Whoever may not change anything learns nothing of how requests are read.
                    guard.administer();
                    var command = new Command.ChangeAuth(change.get());
                    var done = store.execute(guard.called(command));
                    return response.apply(headers.at(done.revision()));
                });
    }

    /** What every acknowledged change has led to. */
    private AuthState state() {
        return store.read().auth();
    }
}
