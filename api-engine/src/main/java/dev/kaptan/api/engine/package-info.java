/**
 * The API server as a library: it answers {@link dev.kaptan.api.engine.request.ApiRequest}s over a
 * {@link dev.kaptan.api.engine.store.KeyValueStore}. It never opens a socket and never knows
 * Spring.
 */
@NullMarked
package dev.kaptan.api.engine;

import org.jspecify.annotations.NullMarked;
