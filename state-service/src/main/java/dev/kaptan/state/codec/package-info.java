/** Compact binary encoding of numbers and byte arrays; it knows nothing of what they mean. */
@NullMarked
package dev.kaptan.state.codec;

import org.jspecify.annotations.NullMarked;
