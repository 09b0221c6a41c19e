/** Events in both of their shapes; it never records one. */
@NullMarked
package dev.kaptan.api.model.builtin.event;

import org.jspecify.annotations.NullMarked;
