/** How numbers, byte arrays and texts are written, whatever they mean. */
@NullMarked
package dev.kaptan.state.codec;

import org.jspecify.annotations.NullMarked;
