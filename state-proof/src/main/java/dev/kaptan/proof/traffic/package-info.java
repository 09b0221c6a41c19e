/** Random clients and watchers, seeded, that write down what they asked and what they saw. */
@NullMarked
package dev.kaptan.proof.traffic;

import org.jspecify.annotations.NullMarked;
