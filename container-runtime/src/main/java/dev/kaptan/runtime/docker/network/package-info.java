/**
 * Gives each sandbox its address out of the node's range, and makes the engine's network that
 * carries it. It never touches containers.
 */
@NullMarked
package dev.kaptan.runtime.docker.network;

import org.jspecify.annotations.NullMarked;
