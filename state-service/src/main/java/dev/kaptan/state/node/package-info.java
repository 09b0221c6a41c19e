/**
 * One member of the store, put together from its parts in plain Java; Spring is not needed to run
 * it.
 */
@NullMarked
package dev.kaptan.state.node;

import org.jspecify.annotations.NullMarked;
