/**
 * Structural schemas and the pure functions over them; they never know which kind they describe.
 */
@NullMarked
package dev.kaptan.api.model.schema;

import org.jspecify.annotations.NullMarked;
