/**
 * Gives every Node its own range of Pod addresses; never takes one back from a Node that has it.
 */
@NullMarked
package dev.kaptan.controller.nodeipam;

import org.jspecify.annotations.NullMarked;
