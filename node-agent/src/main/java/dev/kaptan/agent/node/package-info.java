/**
 * Tells the API of the node itself: its object, its conditions and its heartbeat. It never looks at
 * Pods.
 */
@NullMarked
package dev.kaptan.agent.node;

import org.jspecify.annotations.NullMarked;
