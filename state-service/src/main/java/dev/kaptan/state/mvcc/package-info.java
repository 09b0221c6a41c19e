/**
 * The multi-version store in the heap: applies commands deterministically and answers reads at any
 * kept revision. It never does I/O, reads a clock or draws a random number.
 */
@NullMarked
package dev.kaptan.state.mvcc;

import org.jspecify.annotations.NullMarked;
