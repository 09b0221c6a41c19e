/** Loads any Kubernetes endpoint through its HTTP API. Knows nothing of how it is built. */
@NullMarked
package dev.kaptan.benchmarks.kubernetes;

import org.jspecify.annotations.NullMarked;
