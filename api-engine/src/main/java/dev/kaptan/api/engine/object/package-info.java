/** Objects as bytes: what is stored, what is sent, and the little in between; it knows no kind. */
@NullMarked
package dev.kaptan.api.engine.object;

import org.jspecify.annotations.NullMarked;
