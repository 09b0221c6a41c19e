/**
 * The port to the replicated log and its in-memory stand-in. It knows entries as bytes, never what
 * they mean.
 */
@NullMarked
package dev.kaptan.state.log;

import org.jspecify.annotations.NullMarked;
