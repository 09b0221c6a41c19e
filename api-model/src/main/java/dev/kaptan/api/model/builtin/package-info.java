/**
 * The kinds that every cluster has, read off the index that the build compiles; it never serves
 * them.
 */
@NullMarked
package dev.kaptan.api.model.builtin;

import org.jspecify.annotations.NullMarked;
