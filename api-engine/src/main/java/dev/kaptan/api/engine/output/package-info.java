/**
 * How answers are written: JSON, YAML, tables, metadata alone; it never decides what is answered.
 */
@NullMarked
package dev.kaptan.api.engine.output;

import org.jspecify.annotations.NullMarked;
