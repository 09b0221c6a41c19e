/**
 * Kinds as data, with a small strategy where data is not enough; it never stores or serves an
 * object.
 */
@NullMarked
package dev.kaptan.api.model.kind;

import org.jspecify.annotations.NullMarked;
