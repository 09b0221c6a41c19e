/** Watches processes and containers of this machine from outside. */
@NullMarked
package dev.kaptan.benchmarks.process;

import org.jspecify.annotations.NullMarked;
