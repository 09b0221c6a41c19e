package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.framework.Filter;
import dev.kaptan.scheduler.framework.Score;

import java.util.List;

/** The plugins that are used where nothing else is asked for, in upstream's order. */
public final class StandardPlugins {

    private StandardPlugins() {}

    public static List<Filter> filters() {
        return List.of(
                new NodeUnschedulable(),
                new NodeName(),
                new NodeReady(),
                new TaintToleration(),
                new NodeAffinity(),
                new NodePorts(),
                new NodeResourcesFit(),
                new PodTopologySpread(),
                new InterPodAffinity());
    }

    public static List<Score> scores() {
        return List.of(
                new PreferUntainted(),
                new PreferredNodeAffinity(),
                new OwnerSpread(),
                new PreferredSpread(),
                new PreferredNeighbours(),
                new LeastAllocated(),
                new BalancedAllocation(),
                new ImageLocality());
    }
}
