/** Loads any etcd v3 endpoint through plain generated stubs. Knows nothing of how it is built. */
@NullMarked
package dev.kaptan.benchmarks.etcd;

import org.jspecify.annotations.NullMarked;
