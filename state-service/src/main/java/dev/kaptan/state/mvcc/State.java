package dev.kaptan.state.mvcc;

import dev.kaptan.state.auth.AuthState;

import java.nio.ByteBuffer;

/**
 * All that is true at one moment; immutable.
 *
 * @param head the newest revision
 * @param leases every lease by its id
 * @param attachments keys by lease: the lease's id followed by the key
 * @param auth users and roles
 * @param alarms what is wrong
 */
record State(
        Revision head,
        CountedTree<Lease> leases,
        CountedTree<byte[]> attachments,
        AuthState auth,
        Alarms alarms) {

    /** Without users and alarms. */
    State(Revision head, CountedTree<Lease> leases, CountedTree<byte[]> attachments) {
        this(head, leases, attachments, AuthState.OFF, Alarms.NONE);
    }

    State with(AuthState changed) {
        return new State(head, leases, attachments, changed, alarms);
    }

    State with(Alarms changed) {
        return new State(head, leases, attachments, auth, changed);
    }

    /** A lease as it was granted; when it expires is not the store's business. */
    record Lease(long id, long ttlSeconds) {}

    static byte[] leaseKey(long id) {
        return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    }

    static byte[] attachmentKey(long lease, byte[] key) {
        return ByteBuffer.allocate(Long.BYTES + key.length).putLong(lease).put(key).array();
    }

    /** The part of {@link #attachments} that belongs to a lease. */
    static KeyRange attachmentsOf(long lease) {
        return new KeyRange(leaseKey(lease), lease == -1 ? null : leaseKey(lease + 1));
    }
}
