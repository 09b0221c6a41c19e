package dev.kaptan.state.grpc;

import dev.kaptan.state.mvcc.Comparison.Operand;

import io.etcd.jetcd.api.Compare;
import io.grpc.Status;

/** What a comparison compares with, including the lease, which the published stubs do not know. */
final class Operands {

    /** {@code Compare.CompareTarget.LEASE} and the field that carries its operand (rpc.proto). */
    private static final int LEASE_TARGET = 4;

    private static final int LEASE_FIELD = 8;

    private Operands() {}

    static Operand of(Compare compare) {
        return switch (compare.getTarget()) {
            case VERSION -> new Operand.Version(compare.getVersion());
            case CREATE -> new Operand.CreateRevision(compare.getCreateRevision());
            case MOD -> new Operand.ModRevision(compare.getModRevision());
            case VALUE -> new Operand.Value(compare.getValue().toByteArray());
            case UNRECOGNIZED -> lease(compare);
        };
    }

    private static Operand lease(Compare compare) {
        if (compare.getTargetValue() != LEASE_TARGET) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("unknown comparison target " + compare.getTargetValue())
                    .asRuntimeException();
        }
        var ids = compare.getUnknownFields().getField(LEASE_FIELD).getVarintList();
        return new Operand.Lease(ids.isEmpty() ? 0 : ids.getLast());
    }
}
