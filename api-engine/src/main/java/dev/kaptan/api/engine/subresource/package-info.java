/**
 * What hangs below objects: scale, binding, finalize, tokens, streams; it never serves the objects
 * themselves.
 */
@NullMarked
package dev.kaptan.api.engine.subresource;

import org.jspecify.annotations.NullMarked;
