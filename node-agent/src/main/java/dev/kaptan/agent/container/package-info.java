/**
 * Translates a Pod and its containers into what the runtime is asked for. Pure: it never calls the
 * runtime.
 */
@NullMarked
package dev.kaptan.agent.container;

import org.jspecify.annotations.NullMarked;
