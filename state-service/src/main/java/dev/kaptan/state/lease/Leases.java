package dev.kaptan.state.lease;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** When leases end. A call may block, and may throw what the log throws. */
public interface Leases {

    /**
     * Gives a lease its full time again; returns its seconds, null if there is no such lease, or
     * none any more that is not about to be revoked.
     */
    @Nullable Long keepAlive(long id);

    /** The seconds a lease has left, null if there is no such lease. */
    @Nullable Long remainingSeconds(long id);

    /**
     * The leases whose time is over, until they are revoked; to be asked every second, on the
     * leader alone.
     */
    List<Long> expired();

    int count();
}
