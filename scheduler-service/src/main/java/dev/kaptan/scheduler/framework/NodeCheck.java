package dev.kaptan.scheduler.framework;

import dev.kaptan.scheduler.model.NodeInfo;

/** A filter made ready for one Pod. */
@FunctionalInterface
public interface NodeCheck {
    Verdict fits(NodeInfo node);
}
