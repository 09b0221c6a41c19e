@NullMarked
package dev.kaptan.benchmarks;

import org.jspecify.annotations.NullMarked;
