/** Elects one active process by a Lease; never runs the work that the leader does. */
@NullMarked
package dev.kaptan.client.election;

import org.jspecify.annotations.NullMarked;
