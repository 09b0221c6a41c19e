/** Measures the scheduler's loop in this process. Never talks to an API server. */
@NullMarked
package dev.kaptan.benchmarks.scheduler;

import org.jspecify.annotations.NullMarked;
