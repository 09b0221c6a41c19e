package dev.kaptan.state.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;

import dev.kaptan.etcd.api.AuthDisableRequest;
import dev.kaptan.etcd.api.AuthEnableRequest;
import dev.kaptan.etcd.api.AuthGrpc;
import dev.kaptan.etcd.api.AuthRoleAddRequest;
import dev.kaptan.etcd.api.AuthRoleDeleteRequest;
import dev.kaptan.etcd.api.AuthRoleGetRequest;
import dev.kaptan.etcd.api.AuthRoleGrantPermissionRequest;
import dev.kaptan.etcd.api.AuthRoleListRequest;
import dev.kaptan.etcd.api.AuthRoleRevokePermissionRequest;
import dev.kaptan.etcd.api.AuthStatusRequest;
import dev.kaptan.etcd.api.AuthUserAddRequest;
import dev.kaptan.etcd.api.AuthUserDeleteRequest;
import dev.kaptan.etcd.api.AuthUserGetRequest;
import dev.kaptan.etcd.api.AuthUserGrantRoleRequest;
import dev.kaptan.etcd.api.AuthUserListRequest;
import dev.kaptan.etcd.api.AuthUserRevokeRoleRequest;
import dev.kaptan.etcd.api.Permission;
import dev.kaptan.etcd.api.UserAddOptions;
import dev.kaptan.state.node.TestNode;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** The same random management of users and roles here and in etcd 3.5: the same answers. */
class SameAuthAsEtcdIT {

    private static final int REQUESTS = 400;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void answersTheSame(long seed, @TempDir Path directory) throws Exception {
        var random = new SplittableRandom(seed);
        try (var etcd = RealEtcd.start(directory);
                var ours = TestNode.start(Files.createDirectory(directory.resolve("ours")))) {
            for (int i = 0; i < REQUESTS; i++) {
                var request = next(random);
                var expected = answer(etcd.channel(), request);
                assertThat(answer(ours.channel(), request))
                        .as("seed %d, request %d: %s %s", seed, i, request.getClass(), request)
                        .isEqualTo(expected);
            }
        }
    }

    private static Message next(SplittableRandom random) {
        var user = pick(random, "root", "ann", "bob", "");
        var role = pick(random, "root", "one", "two", "");
        // One range a key: etcd keeps a permission twice that it finds behind another of its key.
        var range = pick(random, "ac", "b", "c\0", "d", "ea", "").getBytes(US_ASCII);
        var key = ByteString.copyFrom(range, 0, Math.min(1, range.length));
        var end = ByteString.copyFrom(range, key.size(), range.length - key.size());
        return switch (random.nextInt(16)) {
            case 0, 1 ->
                    AuthUserAddRequest.newBuilder()
                            .setName(user)
                            .setOptions(UserAddOptions.newBuilder().setNoPassword(true))
                            .build();
            case 2 -> AuthUserDeleteRequest.newBuilder().setName(user).build();
            case 3 -> AuthUserGetRequest.newBuilder().setName(user).build();
            case 4, 5 -> AuthUserGrantRoleRequest.newBuilder().setUser(user).setRole(role).build();
            case 6 -> AuthUserRevokeRoleRequest.newBuilder().setName(user).setRole(role).build();
            case 7, 8 -> AuthRoleAddRequest.newBuilder().setName(role).build();
            case 9 ->
                    random.nextInt(3) == 0
                            ? AuthRoleDeleteRequest.newBuilder().setRole(role).build()
                            : AuthRoleListRequest.getDefaultInstance();
            case 10 -> AuthRoleGetRequest.newBuilder().setRole(role).build();
            case 11, 12 ->
                    AuthRoleGrantPermissionRequest.newBuilder()
                            .setName(role)
                            .setPerm(
                                    Permission.newBuilder()
                                            .setPermTypeValue(random.nextInt(3))
                                            .setKey(key)
                                            .setRangeEnd(end))
                            .build();
            case 13 ->
                    AuthRoleRevokePermissionRequest.newBuilder()
                            .setRole(role)
                            .setKey(key)
                            .setRangeEnd(end)
                            .build();
            case 14 -> AuthStatusRequest.getDefaultInstance();
            default -> AuthUserListRequest.getDefaultInstance();
        };
    }

    private static String pick(SplittableRandom random, String... names) {
        return names[random.nextInt(names.length)];
    }

    private static String answer(Channel channel, Message request) {
        try {
            return SameAsEtcdIT.anonymous(call(channel, request)).toString();
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode() + " " + e.getStatus().getDescription();
        }
    }

    private static Message call(Channel channel, Message request) {
        var auth =
                AuthGrpc.newBlockingStub(channel)
                        .withWaitForReady()
                        .withDeadlineAfter(20, TimeUnit.SECONDS);
        return switch (request) {
            case AuthUserAddRequest add -> auth.userAdd(add);
            case AuthUserDeleteRequest delete -> auth.userDelete(delete);
            case AuthUserGetRequest get -> auth.userGet(get);
            case AuthUserListRequest list -> auth.userList(list);
            case AuthUserGrantRoleRequest grant -> auth.userGrantRole(grant);
            case AuthUserRevokeRoleRequest revoke -> auth.userRevokeRole(revoke);
            case AuthRoleAddRequest add -> auth.roleAdd(add);
            case AuthRoleDeleteRequest delete -> auth.roleDelete(delete);
            case AuthRoleGetRequest get -> auth.roleGet(get);
            case AuthRoleListRequest list -> auth.roleList(list);
            case AuthRoleGrantPermissionRequest grant -> auth.roleGrantPermission(grant);
            case AuthRoleRevokePermissionRequest revoke -> auth.roleRevokePermission(revoke);
            case AuthStatusRequest status -> auth.authStatus(status);
            case AuthEnableRequest enable -> auth.authEnable(enable);
            case AuthDisableRequest disable -> auth.authDisable(disable);
            default -> throw new IllegalArgumentException(request.getClass().getName());
        };
    }
}
