/**
 * Publishes the Pods of Services as Endpoints for older clients; never touches those of Services
 * without a selector.
 */
@NullMarked
package dev.kaptan.controller.endpoints;

import org.jspecify.annotations.NullMarked;
