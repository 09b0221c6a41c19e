/**
 * Deletes what has lost its owners, and carries out foreground and orphan deletion; never touches
 * what has no owner reference.
 */
@NullMarked
package dev.kaptan.controller.garbage;

import org.jspecify.annotations.NullMarked;
