/** Brings images onto the node as a container's pull policy says. It never starts a container. */
@NullMarked
package dev.kaptan.agent.image;

import org.jspecify.annotations.NullMarked;
