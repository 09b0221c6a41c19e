/** Notices Nodes that have gone silent and taints those that are not ready; never deletes a Pod. */
@NullMarked
package dev.kaptan.controller.nodelifecycle;

import org.jspecify.annotations.NullMarked;
