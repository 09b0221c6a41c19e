/**
 * Decides what must be done next for a Pod, from its specification and from what the runtime has of
 * it. Pure: it never calls the runtime, the API or a clock.
 */
@NullMarked
package dev.kaptan.agent.plan;

import org.jspecify.annotations.NullMarked;
