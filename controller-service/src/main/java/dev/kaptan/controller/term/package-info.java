/**
 * Runs all controllers for as long as this process leads; knows their names and nothing else of
 * them.
 */
@NullMarked
package dev.kaptan.controller.term;

import org.jspecify.annotations.NullMarked;
