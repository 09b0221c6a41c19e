package dev.kaptan.state.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Clients that say {@code clientv3.WithRequireLeader}, and what becomes of them. */
final class NeedingALeader {

    private NeedingALeader() {}

    static Channel over(Channel channel) {
        return saying("true", channel);
    }

    static Channel saying(String hasLeader, Channel channel) {
        var headers = new Metadata();
        headers.put(Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER), hasLeader);
        return ClientInterceptors.intercept(
                channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    static void assertEndsForWantOfOne(Future<?> end) {
        assertThatThrownBy(() -> end.get(20, TimeUnit.SECONDS))
                .cause()
                .satisfies(NeedingALeader::tellsSo);
    }

    static void tellsSo(Throwable failure) {
        var status = Status.fromThrowable(failure);
        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status.getDescription()).isEqualTo("etcdserver: no leader");
    }
}
