/**
 * Makes the volumes of Pods, and the files that the agent mounts into every container, below the
 * agent's data directory. It never starts a container.
 */
@NullMarked
package dev.kaptan.agent.volume;

import org.jspecify.annotations.NullMarked;
