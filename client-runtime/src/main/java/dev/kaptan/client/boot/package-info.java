/**
 * Offers client, informers, events, health and metrics as Spring beans; never holds logic of its
 * own.
 */
@NullMarked
package dev.kaptan.client.boot;

import org.jspecify.annotations.NullMarked;
