/**
 * Tells what the API shall say of a Pod, from its specification and from what the runtime has of
 * it. Pure: it writes nothing anywhere.
 */
@NullMarked
package dev.kaptan.agent.status;

import org.jspecify.annotations.NullMarked;
