package dev.kaptan.state.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.AuthEnableRequest;
import dev.kaptan.etcd.api.AuthGrpc;
import dev.kaptan.etcd.api.AuthUserAddRequest;
import dev.kaptan.etcd.api.AuthUserGrantRoleRequest;
import dev.kaptan.etcd.api.AuthenticateRequest;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.UserAddOptions;
import dev.kaptan.state.TestPki;
import dev.kaptan.state.node.TestNode;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/** The client's certificate says {@code CN=client}, a user who may do everything. */
class CertificateNameTest {

    private @TempDir Path directory;
    private Path data;
    private TestPki pki;

    @BeforeEach
    void issue() throws Exception {
        pki = new TestPki(directory);
        data = Files.createDirectory(directory.resolve("data"));
    }

    @Test
    void whoShowsOneThatWasDemandedIsTheUserOfThatName() throws Exception {
        try (var node = TestNode.start(data, pki)) {
            enableUsers(node.channel());
            assertThat(put(node.channel())).isPositive();
        }
    }

    /** As with etcd, whose clients are asked for a certificate only where it has their CA. */
    @Test
    void whoWasAskedForNoneIsNobodyUntilHeSaysAPassword() throws Exception {
        try (var anonymous = TestNode.startAskingNobody(data, pki)) {
            enableUsers(anonymous.channel());
            assertNobody(anonymous.channel());
            var token = token(anonymous.channel());
            try (var named = anonymous.withChannel(TestNode.trustAndIdentity(pki))) {
                assertNobody(named.channel());
                var headers = new Metadata();
                headers.put(Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER), token);
                var interceptor = MetadataUtils.newAttachHeadersInterceptor(headers);
                assertThat(put(ClientInterceptors.intercept(named.channel(), interceptor)))
                        .isPositive();
            }
        }
    }

    private static void enableUsers(Channel channel) {
        var auth = AuthGrpc.newBlockingStub(channel);
        auth.userAdd(AuthUserAddRequest.newBuilder().setName("root").setPassword("r").build());
        var withoutPassword = UserAddOptions.newBuilder().setNoPassword(true);
        auth.userAdd(
                AuthUserAddRequest.newBuilder()
                        .setName("client")
                        .setOptions(withoutPassword)
                        .build());
        auth.userGrantRole(
                AuthUserGrantRoleRequest.newBuilder().setUser("root").setRole("root").build());
        auth.userGrantRole(
                AuthUserGrantRoleRequest.newBuilder().setUser("client").setRole("root").build());
        auth.authEnable(AuthEnableRequest.getDefaultInstance());
    }

    private static void assertNobody(Channel channel) {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> put(channel))
                .withMessage("INVALID_ARGUMENT: etcdserver: user name is empty");
    }

    private static long put(Channel channel) {
        var request = PutRequest.newBuilder().setKey(ByteString.copyFromUtf8("a")).build();
        return KVGrpc.newBlockingStub(channel).put(request).getHeader().getRevision();
    }

    private static String token(Channel channel) {
        return AuthGrpc.newBlockingStub(channel)
                .authenticate(
                        AuthenticateRequest.newBuilder().setName("root").setPassword("r").build())
                .getToken();
    }
}
