/**
 * When leases expire. It decides by a clock, on the leader alone, and changes the store only by
 * commands.
 */
@NullMarked
package dev.kaptan.state.lease;

import org.jspecify.annotations.NullMarked;
