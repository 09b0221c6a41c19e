/**
 * The runtime on a Docker engine: every object is a container with labels, and nothing is kept
 * elsewhere. It never touches containers of other nodes or other people.
 */
@NullMarked
package dev.kaptan.runtime.docker;

import org.jspecify.annotations.NullMarked;
