/** Connects clients with the streams of node agents; it never understands what flows. */
@NullMarked
package dev.kaptan.gateway.node;

import org.jspecify.annotations.NullMarked;
