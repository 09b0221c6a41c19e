package dev.kaptan.proof.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kaptan.etcd.api.LeaseRevokeRequest;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Part of the contract. Tests share a store, so each works below a prefix of its own. */
abstract class Aspect {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    /** JUnit makes an instance for each test. */
    final String prefix = "t" + COUNTER.incrementAndGet() + "/";

    abstract Store store();

    final String key(String name) {
        return prefix + name;
    }

    /** One that outlives all tests: where it ends, a revision is made that others would see. */
    final long longLease() {
        return store().grant(600);
    }

    final void revoke(long lease) {
        store().leases().leaseRevoke(LeaseRevokeRequest.newBuilder().setID(lease).build());
    }

    static void assertRefused(ThrowingCallable call, Status.Code code, String text) {
        var failure = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(failure).as("refusal with: " + text).isNotNull();
        assertThat(failure.getStatus().getDescription()).isEqualTo(text);
        assertThat(failure.getStatus().getCode()).isEqualTo(code);
    }

    /** Waits until so many keys begin with a text. */
    final void awaitKeys(String begin, int count) throws InterruptedException {
        for (int attempt = 0; attempt < 200 && keys(begin).size() != count; attempt++) {
            Thread.sleep(50);
        }
        assertThat(keys(begin)).hasSize(count);
    }

    final List<String> keys(String begin) {
        return store().range(Store.prefixOf(begin)).getKvsList().stream()
                .map(each -> each.getKey().toStringUtf8())
                .toList();
    }
}
