/**
 * HTTP requests become the engine's requests, and its answers become HTTP; it never knows what an
 * object is.
 */
@NullMarked
package dev.kaptan.gateway.http;

import org.jspecify.annotations.NullMarked;
