/**
 * Gives every controller what it runs on and bounds its writes; never knows what a controller does.
 */
@NullMarked
package dev.kaptan.controller.loop;

import org.jspecify.annotations.NullMarked;
