/**
 * Opens a connection to the API server out of credentials; never retries a request, which is the
 * work queue's part.
 */
@NullMarked
package dev.kaptan.client.connect;

import org.jspecify.annotations.NullMarked;
