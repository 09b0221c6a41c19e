/**
 * Measures: starts one benchmark by its name and prints one table with medians, the command and the
 * machine. Never asserts a time.
 */
@NullMarked
package dev.kaptan.benchmarks;

import org.jspecify.annotations.NullMarked;
