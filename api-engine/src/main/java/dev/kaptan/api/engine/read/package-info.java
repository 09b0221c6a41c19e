/** Get, list and watch, answered from the cache; it never writes. */
@NullMarked
package dev.kaptan.api.engine.read;

import org.jspecify.annotations.NullMarked;
