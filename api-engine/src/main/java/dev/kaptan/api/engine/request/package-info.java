/** What the HTTP shell and the engine say to each other; it never names a transport. */
@NullMarked
package dev.kaptan.api.engine.request;

import org.jspecify.annotations.NullMarked;
