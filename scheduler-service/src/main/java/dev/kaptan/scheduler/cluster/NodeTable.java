package dev.kaptan.scheduler.cluster;

import dev.kaptan.scheduler.model.NodeInfo;

import java.util.List;

/**
 * A persistent array of Nodes. Replacing one copies its chunk and the spine, some 150 references
 * for 5,000 Nodes, and leaves every earlier table as it was: a Pod costs no copy of the cluster.
 */
public final class NodeTable {

    public static final NodeTable EMPTY = new NodeTable(new NodeInfo[0][], 0);

    private static final int SHIFT = 6;
    private static final int CHUNK = 1 << SHIFT;

    private final NodeInfo[][] chunks;
    private final int size;

    private NodeTable(NodeInfo[][] chunks, int size) {
        this.chunks = chunks;
        this.size = size;
    }

    static NodeTable of(List<NodeInfo> nodes) {
        var chunks = new NodeInfo[(nodes.size() + CHUNK - 1) >> SHIFT][];
        for (int i = 0; i < chunks.length; i++) {
            int from = i << SHIFT;
            int to = Math.min(from + CHUNK, nodes.size());
            chunks[i] = nodes.subList(from, to).toArray(NodeInfo[]::new);
        }
        return new NodeTable(chunks, nodes.size());
    }

    public NodeInfo get(int index) {
        return chunks[index >> SHIFT][index & (CHUNK - 1)];
    }

    NodeTable with(int index, NodeInfo node) {
        NodeInfo[][] spine = chunks.clone();
        NodeInfo[] chunk = spine[index >> SHIFT].clone();
        chunk[index & (CHUNK - 1)] = node;
        spine[index >> SHIFT] = chunk;
        return new NodeTable(spine, size);
    }

    public int size() {
        return size;
    }
}
