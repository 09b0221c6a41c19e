/**
 * Deletes Pods that nobody will ever finish: of lost Nodes, never scheduled, or too many that
 * ended; never a running one.
 */
@NullMarked
package dev.kaptan.controller.podgc;

import org.jspecify.annotations.NullMarked;
