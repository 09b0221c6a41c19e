/**
 * The filters and scores, a file each. Each is a pure function of a Pod, a Node and the snapshot;
 * never keeps state.
 */
@NullMarked
package dev.kaptan.scheduler.plugins;

import org.jspecify.annotations.NullMarked;
