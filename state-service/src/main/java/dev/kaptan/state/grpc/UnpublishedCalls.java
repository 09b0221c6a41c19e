package dev.kaptan.state.grpc;

import com.google.protobuf.MessageLite;
import com.google.protobuf.UnknownFieldSet;

import dev.kaptan.state.store.StateStore;

import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;

import java.util.function.Supplier;

/**
 * Calls that the published stubs do not have, written field by field: etcd's list of leases and
 * gRPC's health check.
 */
final class UnpublishedCalls {

    private static final int SERVING = 1;

    private final StateStore store;
    private final Headers headers;
    private final Calls calls;

    UnpublishedCalls(StateStore store, Headers headers, Calls calls) {
        this.store = store;
        this.headers = headers;
        this.calls = calls;
    }

    /** The lease service with {@code LeaseLeases} (rpc.proto: header = 1, leases = 2 {ID = 1}). */
    ServerServiceDefinition addLeaseList(ServerServiceDefinition leases) {
        var name = leases.getServiceDescriptor().getName();
        var extended = ServerServiceDefinition.builder(name);
        leases.getMethods().forEach(extended::addMethod);
        return add(extended, name, "LeaseLeases", this::leases).build();
    }

    /** {@code grpc.health.v1.Health/Check} (status = 1): this process serves if it answers. */
    ServerServiceDefinition health() {
        var name = "grpc.health.v1.Health";
        var serving = UnknownFieldSet.newBuilder().addField(1, varint(SERVING)).build();
        return add(ServerServiceDefinition.builder(name), name, "Check", () -> serving).build();
    }

    private UnknownFieldSet leases() {
        var view = store.read();
        var response =
                UnknownFieldSet.newBuilder().addField(1, message(headers.at(view.revision())));
        var leases = UnknownFieldSet.Field.newBuilder();
        for (long id : view.leases()) {
            var lease = UnknownFieldSet.newBuilder().addField(1, varint(id)).build();
            leases.addLengthDelimited(lease.toByteString());
        }
        return response.addField(2, leases.build()).build();
    }

    private ServerServiceDefinition.Builder add(
            ServerServiceDefinition.Builder service,
            String name,
            String method,
            Supplier<UnknownFieldSet> answer) {
        var marshaller = new FieldsMarshaller();
        var descriptor =
                MethodDescriptor.newBuilder(marshaller, marshaller)
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(MethodDescriptor.generateFullMethodName(name, method))
                        .build();
        return service.addMethod(
                descriptor,
                ServerCalls.asyncUnaryCall(
                        (request, client) -> calls.answerBlocking(client, answer)));
    }

    private static UnknownFieldSet.Field varint(long value) {
        return UnknownFieldSet.Field.newBuilder().addVarint(value).build();
    }

    private static UnknownFieldSet.Field message(MessageLite message) {
        return UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(message.toByteString())
                .build();
    }
}
