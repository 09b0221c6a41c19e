/** The robustness run: rounds of traffic and faults, each checked before the next begins. */
@NullMarked
package dev.kaptan.proof.run;

import org.jspecify.annotations.NullMarked;
