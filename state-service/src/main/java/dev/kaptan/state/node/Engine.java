package dev.kaptan.state.node;

import dev.kaptan.state.lease.Leases;
import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.store.Outcome;
import dev.kaptan.state.store.StoreMachine;

import java.io.IOException;
import java.util.List;

/** How a member keeps its data and agrees with the others. */
public interface Engine {

    /**
     * Recovers the data into the machine, to which everybody listens already, and keeps it up to
     * date from then on.
     */
    Running start(StoreMachine machine) throws IOException;

    /** {@code end} stops it, and may be called again. */
    record Running(ReplicatedLog<List<Outcome>> log, Leases leases, Runnable end) {}
}
