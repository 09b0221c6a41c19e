package dev.kaptan.controller.nodeipam;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** Cuts the cluster's range into equal ones for Nodes. Pure. */
final class NodeRanges {
    /** Upstream's node-cidr-mask-size for IPv4: 254 Pods a Node. */
    private static final int NODE_PREFIX = 24;

    private final CidrBlock cluster;

    NodeRanges(CidrBlock cluster) {
        if (cluster.prefix() > NODE_PREFIX) {
            throw new IllegalArgumentException(
                    "cluster range " + cluster + " is smaller than a node's /" + NODE_PREFIX);
        }
        this.cluster = cluster;
    }

    /** The first range that is free, or null when all are taken. */
    @Nullable String firstFree(Set<String> taken) {
        for (int i = 0; i < cluster.blocks(NODE_PREFIX); i++) {
            var range = cluster.block(NODE_PREFIX, i).toString();
            if (!taken.contains(range)) {
                return range;
            }
        }
        return null;
    }
}
