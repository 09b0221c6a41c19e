/** Objects as the rows that kubectl prints; it never reads a clock. */
@NullMarked
package dev.kaptan.api.model.table;

import org.jspecify.annotations.NullMarked;
