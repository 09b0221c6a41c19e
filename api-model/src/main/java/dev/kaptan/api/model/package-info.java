/**
 * The API's kinds and the pure functions over their objects. It never does I/O and never knows
 * Spring.
 */
@NullMarked
package dev.kaptan.api.model;

import org.jspecify.annotations.NullMarked;
