/**
 * The scheduler: gives Pods their Nodes. This package holds the entry class only and never a
 * decision.
 */
@NullMarked
package dev.kaptan.scheduler;

import org.jspecify.annotations.NullMarked;
