package dev.kaptan.state.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

import dev.kaptan.etcd.api.AuthRoleGrantPermissionRequest;
import dev.kaptan.etcd.api.AuthRoleRevokePermissionRequest;
import dev.kaptan.etcd.api.AuthUserAddRequest;
import dev.kaptan.etcd.api.AuthUserChangePasswordRequest;
import dev.kaptan.state.auth.AuthChange;
import dev.kaptan.state.auth.Passwords;
import dev.kaptan.state.auth.Permission;
import dev.kaptan.state.auth.Role;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Reads what the auth calls ask for; passwords never get further than here. */
final class AuthRequests {

    private AuthRequests() {}

    static AuthChange addUser(AuthUserAddRequest request) {
        if (request.getName().isEmpty()) {
            throw EtcdError.USER_NAME_EMPTY.exception();
        }
        var hash =
                request.getOptions().getNoPassword()
                        ? null
                        : hash(request.getPassword(), request.getHashedPassword());
        return new AuthChange.AddUser(request.getName(), hash);
    }

    static AuthChange changePassword(AuthUserChangePasswordRequest request) {
        var hash = hash(request.getPassword(), request.getHashedPassword());
        return new AuthChange.ChangePassword(request.getName(), hash);
    }

    static AuthChange grantPermission(AuthRoleGrantPermissionRequest request) {
        if (!request.hasPerm()) {
            throw EtcdError.PERMISSION_NOT_GIVEN.exception();
        }
        var asked = request.getPerm();
        var access =
                switch (asked.getPermType()) {
                    case READ -> Permission.Access.READ;
                    case WRITE -> Permission.Access.WRITE;
                    case READWRITE -> Permission.Access.READ_WRITE;
                    case UNRECOGNIZED -> throw EtcdError.PERMISSION_NOT_GIVEN.exception();
                };
        var permission =
                new Permission(
                        access, asked.getKey().toByteArray(), asked.getRangeEnd().toByteArray());
        if (!permission.coversSomething()) {
            throw EtcdError.INVALID_AUTH_MANAGEMENT.exception();
        }
        return new AuthChange.GrantPermission(request.getName(), permission);
    }

    static AuthChange revokePermission(AuthRoleRevokePermissionRequest request) {
        return new AuthChange.RevokePermission(
                request.getRole(),
                request.getKey().toByteArray(),
                request.getRangeEnd().toByteArray());
    }

    static List<dev.kaptan.etcd.api.Permission> permissions(Role role) {
        return role.permissions().stream().map(AuthRequests::message).toList();
    }

    private static dev.kaptan.etcd.api.Permission message(Permission permission) {
        var type =
                switch (permission.access()) {
                    case READ -> dev.kaptan.etcd.api.Permission.Type.READ;
                    case WRITE -> dev.kaptan.etcd.api.Permission.Type.WRITE;
                    case READ_WRITE -> dev.kaptan.etcd.api.Permission.Type.READWRITE;
                };
        return dev.kaptan.etcd.api.Permission.newBuilder()
                .setPermType(type)
                .setKey(wrap(permission.key()))
                .setRangeEnd(wrap(permission.rangeEnd()))
                .build();
    }

    private static ByteString wrap(byte[] bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    /** etcd takes a hash instead of the password, too: bcrypt's in base64. */
    private static String hash(String password, String given) {
        if (!password.isEmpty() || given.isEmpty()) {
            return Passwords.hash(password);
        }
        try {
            return new String(Base64.getDecoder().decode(given), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw EtcdError.WRONG_CREDENTIALS.exception();
        }
    }
}
