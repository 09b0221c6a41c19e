/**
 * Reads and deletes objects of any kind that the server discovers; never knows a kind's fields
 * beyond its metadata.
 */
@NullMarked
package dev.kaptan.controller.dynamic;

import org.jspecify.annotations.NullMarked;
