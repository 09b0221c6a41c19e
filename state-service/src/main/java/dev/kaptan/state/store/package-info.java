/**
 * The store as its clients know it: commands go through the log in groups, reads come from the
 * state they made. It never knows the wire.
 */
@NullMarked
package dev.kaptan.state.store;

import org.jspecify.annotations.NullMarked;
