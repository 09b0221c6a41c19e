/**
 * The newest state of one resource in memory, with the events that led to it: lists and watches are
 * answered from here. It never writes, and never knows what an object means beyond labels and
 * selectable fields.
 */
@NullMarked
package dev.kaptan.api.engine.cache;

import org.jspecify.annotations.NullMarked;
