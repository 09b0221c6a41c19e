/**
 * The part of JSONPath that printer columns and subresource paths need; it never changes a tree.
 */
@NullMarked
package dev.kaptan.api.model.jsonpath;

import org.jspecify.annotations.NullMarked;
