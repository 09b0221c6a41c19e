/**
 * The port to the container runtime: sandboxes, containers, images, logs, streams. It never knows
 * Kubernetes objects.
 */
@NullMarked
package dev.kaptan.runtime;

import org.jspecify.annotations.NullMarked;
