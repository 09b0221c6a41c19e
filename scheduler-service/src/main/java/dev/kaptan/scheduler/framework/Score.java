package dev.kaptan.scheduler.framework;

import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;

import java.util.List;

/** Says how good the feasible Nodes are for a Pod. */
public interface Score {

    long BEST = 100;

    /** Upstream's name of the plugin. */
    String name();

    /** How much this score counts beside the others. */
    int weight();

    /** Whether it tells Nodes apart for this Pod at all. */
    boolean concerns(PodInfo pod, Snapshot cluster);

    /** A score from 0 to {@link #BEST} for each Node, in their order. */
    long[] rate(PodInfo pod, List<NodeInfo> feasible, Snapshot cluster);
}
