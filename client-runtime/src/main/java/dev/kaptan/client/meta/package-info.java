/**
 * Answers questions about object metadata (owners, selectors, conditions, times); never does I/O.
 */
@NullMarked
package dev.kaptan.client.meta;

import org.jspecify.annotations.NullMarked;
