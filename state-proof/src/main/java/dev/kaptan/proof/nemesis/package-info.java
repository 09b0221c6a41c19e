/** Plans from a seed what breaks and when, and breaks it. */
@NullMarked
package dev.kaptan.proof.nemesis;

import org.jspecify.annotations.NullMarked;
