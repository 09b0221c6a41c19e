/**
 * The engine's store port over etcd's v3 gRPC API; it never looks into values and never retries a
 * write.
 */
@NullMarked
package dev.kaptan.gateway.etcd;

import org.jspecify.annotations.NullMarked;
