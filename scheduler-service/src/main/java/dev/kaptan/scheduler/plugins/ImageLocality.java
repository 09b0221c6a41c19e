package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Score;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;

import java.util.List;
import java.util.Map;

/**
 * Prefers Nodes that have the Pod's images, the larger the better. An image counts by the share of
 * Nodes that have it, so that a Pod with a rare image does not crowd the one Node which has it.
 */
public final class ImageLocality implements Score {

    private static final long MEBIBYTE = 1L << 20;
    private static final long WORTH_NOTHING = 23 * MEBIBYTE;
    private static final long WORTH_MOST_EACH = 1000 * MEBIBYTE;

    @Override
    public String name() {
        return "ImageLocality";
    }

    @Override
    public int weight() {
        return 1;
    }

    @Override
    public boolean concerns(PodInfo pod, Snapshot cluster) {
        for (String image : pod.demand().images()) {
            if (cluster.nodesByImage().containsKey(normalized(image))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long[] rate(PodInfo pod, List<NodeInfo> feasible, Snapshot cluster) {
        List<String> images =
                pod.demand().images().stream().map(ImageLocality::normalized).toList();
        long[] scores = new long[feasible.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = score(images, feasible.get(i), cluster);
        }
        return scores;
    }

    private static long score(List<String> images, NodeInfo node, Snapshot cluster) {
        Map<String, Long> there = node.description().images();
        long worth = 0;
        for (String image : images) {
            long size = there.getOrDefault(image, 0L);
            if (size > 0) {
                int nodes = cluster.nodesByImage().getOrDefault(image, 0);
                worth += size * nodes / cluster.nodes().size();
            }
        }
        long most = WORTH_MOST_EACH * images.size();
        long bounded = Math.clamp(worth, WORTH_NOTHING, most);
        return BEST * (bounded - WORTH_NOTHING) / (most - WORTH_NOTHING);
    }

    /** An image without tag and digest is its {@code latest}. */
    private static String normalized(String image) {
        return image.lastIndexOf(':') <= image.lastIndexOf('/') ? image + ":latest" : image;
    }
}
