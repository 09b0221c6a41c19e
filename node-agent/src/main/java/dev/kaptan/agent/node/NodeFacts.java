package dev.kaptan.agent.node;

import dev.kaptan.runtime.Image;
import dev.kaptan.runtime.RuntimeInfo;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What the node is found to be.
 *
 * @param runtime null while the engine does not answer
 * @param failure the engine's words if it does not answer, or another reason not to be ready
 * @param diskBytes size of the file system below the data directory
 */
record NodeFacts(
        @Nullable RuntimeInfo runtime,
        @Nullable String failure,
        List<Image> images,
        long diskBytes,
        boolean diskPressure,
        String machineId,
        String bootId) {

    NodeFacts {
        images = List.copyOf(images);
    }
}
