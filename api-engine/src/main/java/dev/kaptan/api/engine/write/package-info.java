/**
 * Create, update, patch and delete: a write's way from its body to the store; it never answers from
 * the cache.
 */
@NullMarked
package dev.kaptan.api.engine.write;

import org.jspecify.annotations.NullMarked;
