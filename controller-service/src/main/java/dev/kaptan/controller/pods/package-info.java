/** Reads a Pod's state as controllers see it; never does I/O. */
@NullMarked
package dev.kaptan.controller.pods;

import org.jspecify.annotations.NullMarked;
