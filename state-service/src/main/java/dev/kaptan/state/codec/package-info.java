/** Encodings of numbers, byte arrays and texts; they know nothing of what these mean. */
@NullMarked
package dev.kaptan.state.codec;

import org.jspecify.annotations.NullMarked;
