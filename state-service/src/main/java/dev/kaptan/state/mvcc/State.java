package dev.kaptan.state.mvcc;

import java.nio.ByteBuffer;

/**
 * All that is true at one moment; immutable.
 *
 * @param head the newest revision
 * @param leases every lease by its id
 * @param attachments keys by lease: the lease's id followed by the key
 */
record State(Revision head, CountedTree<Lease> leases, CountedTree<byte[]> attachments) {

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
