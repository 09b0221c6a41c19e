package dev.kaptan.scheduler.framework;

import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.model.ClusterEvent;
import dev.kaptan.scheduler.model.PodInfo;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** Says on which Nodes a Pod may run. */
public interface Filter {

    /** Upstream's name of the plugin. */
    String name();

    /**
     * Computes once what is the same for all Nodes, so that the check of a Node is cheap. Null
     * where this filter has nothing against any Node.
     */
    @Nullable NodeCheck prepare(PodInfo pod, Snapshot cluster);

    /** What may make this filter change its mind. */
    Set<ClusterEvent> changesItsMindOn();
}
