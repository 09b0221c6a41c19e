/** Mirrors resources of the API server in memory by list and watch; never writes to the server. */
@NullMarked
package dev.kaptan.client.cache;

import org.jspecify.annotations.NullMarked;
