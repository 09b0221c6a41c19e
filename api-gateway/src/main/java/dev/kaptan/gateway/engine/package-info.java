/**
 * Starts the engine over the store, as soon as the store answers; it never answers requests itself.
 */
@NullMarked
package dev.kaptan.gateway.engine;

import org.jspecify.annotations.NullMarked;
