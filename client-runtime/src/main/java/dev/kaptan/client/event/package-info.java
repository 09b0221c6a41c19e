/**
 * Records Events in the background, aggregated and rate limited; never blocks or fails its caller.
 */
@NullMarked
package dev.kaptan.client.event;

import org.jspecify.annotations.NullMarked;
