/**
 * Keeps the number of Pods of ReplicaSets and ReplicationControllers; never looks at Deployments.
 */
@NullMarked
package dev.kaptan.controller.replicas;

import org.jspecify.annotations.NullMarked;
