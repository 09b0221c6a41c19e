/** OpenAPI documents of a set of kinds; it never serves them. */
@NullMarked
package dev.kaptan.api.model.openapi;

import org.jspecify.annotations.NullMarked;
