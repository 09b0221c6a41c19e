/**
 * Probes running containers at their times and tells what the results add up to. It never restarts
 * anything.
 */
@NullMarked
package dev.kaptan.agent.probe;

import org.jspecify.annotations.NullMarked;
