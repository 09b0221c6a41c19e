package dev.kaptan.state.grpc;

import com.google.protobuf.UnknownFieldSet;

import io.grpc.MethodDescriptor;
import io.grpc.Status;

import java.io.IOException;
import java.io.InputStream;

/** Carries messages that no stub describes, as their numbered fields. */
final class FieldsMarshaller implements MethodDescriptor.Marshaller<UnknownFieldSet> {

    @Override
    public InputStream stream(UnknownFieldSet fields) {
        return fields.toByteString().newInput();
    }

    @Override
    public UnknownFieldSet parse(InputStream stream) {
        try {
            return UnknownFieldSet.parseFrom(stream);
        } catch (IOException e) {
            throw Status.INTERNAL
                    .withDescription("no protobuf message")
                    .withCause(e)
                    .asRuntimeException();
        }
    }
}
