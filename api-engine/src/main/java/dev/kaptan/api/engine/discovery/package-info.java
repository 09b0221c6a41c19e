/**
 * What the server has: discovery, OpenAPI, version and health documents; it never touches objects.
 */
@NullMarked
package dev.kaptan.api.engine.discovery;

import org.jspecify.annotations.NullMarked;
