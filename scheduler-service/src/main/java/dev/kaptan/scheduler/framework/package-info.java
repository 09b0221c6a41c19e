/**
 * Picks a Node for one Pod from a snapshot by filters and scores. Pure: never changes the cluster,
 * never does I/O.
 */
@NullMarked
package dev.kaptan.scheduler.framework;

import org.jspecify.annotations.NullMarked;
