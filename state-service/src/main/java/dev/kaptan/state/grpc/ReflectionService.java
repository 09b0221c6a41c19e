package dev.kaptan.state.grpc;

import com.google.protobuf.Descriptors.FileDescriptor;

import dev.kaptan.etcd.api.ErrorResponse;
import dev.kaptan.etcd.api.FileDescriptorResponse;
import dev.kaptan.etcd.api.ListServiceResponse;
import dev.kaptan.etcd.api.ServerReflectionGrpc;
import dev.kaptan.etcd.api.ServerReflectionRequest;
import dev.kaptan.etcd.api.ServerReflectionResponse;
import dev.kaptan.etcd.api.ServiceResponse;

import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.stub.StreamObserver;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** Tells clients such as grpcurl what is served, with the messages that belong to it. */
final class ReflectionService extends ServerReflectionGrpc.ServerReflectionImplBase {

    private final Executor executor;
    private final Map<String, FileDescriptor> services = new LinkedHashMap<>();
    private final Map<String, FileDescriptor> files = new LinkedHashMap<>();
    private final Map<String, FileDescriptor> symbols = new LinkedHashMap<>();

    ReflectionService(List<? extends BindableService> served, Executor executor) {
        this.executor = executor;
        served.forEach(this::add);
        add(this);
    }

    @Override
    public StreamObserver<ServerReflectionRequest> serverReflectionInfo(
            StreamObserver<ServerReflectionResponse> client) {
        return new AnswerStream<>(client, executor, this::answer);
    }

    private ServerReflectionResponse answer(ServerReflectionRequest request) {
        var response =
                ServerReflectionResponse.newBuilder()
                        .setValidHost(request.getHost())
                        .setOriginalRequest(request);
        return switch (request.getMessageRequestCase()) {
            case LIST_SERVICES -> response.setListServicesResponse(list()).build();
            case FILE_BY_FILENAME -> file(response, files.get(request.getFileByFilename()));
            case FILE_CONTAINING_SYMBOL ->
                    file(response, symbols.get(request.getFileContainingSymbol()));
            case FILE_CONTAINING_EXTENSION, ALL_EXTENSION_NUMBERS_OF_TYPE -> file(response, null);
            case MESSAGEREQUEST_NOT_SET -> error(response, Status.Code.UNIMPLEMENTED);
        };
    }

    private ListServiceResponse list() {
        var list = ListServiceResponse.newBuilder();
        services.keySet()
                .forEach(name -> list.addService(ServiceResponse.newBuilder().setName(name)));
        return list.build();
    }

    private static ServerReflectionResponse file(
            ServerReflectionResponse.Builder response, @Nullable FileDescriptor file) {
        if (file == null) {
            return error(response, Status.Code.NOT_FOUND);
        }
        var found = FileDescriptorResponse.newBuilder();
        found.addFileDescriptorProto(file.toProto().toByteString());
        return response.setFileDescriptorResponse(found).build();
    }

    private static ServerReflectionResponse error(
            ServerReflectionResponse.Builder response, Status.Code code) {
        var error =
                ErrorResponse.newBuilder().setErrorCode(code.value()).setErrorMessage(code.name());
        return response.setErrorResponse(error).build();
    }

    private void add(BindableService service) {
        var descriptor = service.bindService().getServiceDescriptor();
        if (descriptor.getSchemaDescriptor() instanceof ProtoFileDescriptorSupplier supplier) {
            var file = supplier.getFileDescriptor();
            services.put(descriptor.getName(), file);
            add(file);
        }
    }

    private void add(FileDescriptor file) {
        if (files.putIfAbsent(file.getName(), file) != null) {
            return;
        }
        file.getDependencies().forEach(this::add);
        file.getMessageTypes().forEach(each -> symbols.put(each.getFullName(), file));
        file.getEnumTypes().forEach(each -> symbols.put(each.getFullName(), file));
        for (var service : file.getServices()) {
            symbols.put(service.getFullName(), file);
            service.getMethods().forEach(each -> symbols.put(each.getFullName(), file));
        }
    }
}
