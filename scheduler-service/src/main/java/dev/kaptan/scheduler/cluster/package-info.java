/**
 * The scheduler's picture of Nodes and the Pods on them, kept by small steps. Never calls the API.
 */
@NullMarked
package dev.kaptan.scheduler.cluster;

import org.jspecify.annotations.NullMarked;
