/**
 * The API's only error: what went wrong, in upstream's words; it never decides that something is
 * wrong.
 */
@NullMarked
package dev.kaptan.api.model.status;

import org.jspecify.annotations.NullMarked;
