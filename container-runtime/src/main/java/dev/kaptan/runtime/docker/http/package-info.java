/**
 * Speaks HTTP with the engine, one connection a call: docker-java's commands, long streams and
 * upgraded connections with half-close. It never knows what the calls mean.
 */
@NullMarked
package dev.kaptan.runtime.docker.http;

import org.jspecify.annotations.NullMarked;
