package dev.kaptan.state.grpc;

import dev.kaptan.etcd.api.HealthCheckRequest;
import dev.kaptan.etcd.api.HealthCheckResponse;
import dev.kaptan.etcd.api.HealthCheckResponse.ServingStatus;
import dev.kaptan.etcd.api.HealthGrpc;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;

import java.util.Set;

/** gRPC's health check: this process serves if it answers. */
final class HealthService extends HealthGrpc.HealthImplBase {

    private final Set<String> services;

    /**
     * @param services the full names of what is served
     */
    HealthService(Set<String> services) {
        this.services = services;
    }

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> client) {
        if (!knows(request.getService())) {
            client.onError(
                    Status.NOT_FOUND.withDescription("unknown service").asRuntimeException());
            return;
        }
        client.onNext(answer(ServingStatus.SERVING));
        client.onCompleted();
    }

    /** Stays open: the connection's end is the only other news there can be. */
    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> client) {
        client.onNext(
                answer(
                        knows(request.getService())
                                ? ServingStatus.SERVING
                                : ServingStatus.SERVICE_UNKNOWN));
    }

    private boolean knows(String service) {
        return service.isEmpty() || services.contains(service);
    }

    private static HealthCheckResponse answer(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }
}
