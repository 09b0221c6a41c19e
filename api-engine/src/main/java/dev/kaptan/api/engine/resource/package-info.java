/**
 * Kinds with a place in the store: reads and compare-and-set writes; it never decides what to
 * write.
 */
@NullMarked
package dev.kaptan.api.engine.resource;

import org.jspecify.annotations.NullMarked;
