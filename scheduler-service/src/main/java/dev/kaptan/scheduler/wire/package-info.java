/** The scheduler's informers and requests on the Kubernetes API. Never decides anything. */
@NullMarked
package dev.kaptan.scheduler.wire;

import org.jspecify.annotations.NullMarked;
