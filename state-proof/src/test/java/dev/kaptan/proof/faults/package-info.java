/** What clients that try again notice of a member's end, of a partition and of an upgrade. */
@NullMarked
package dev.kaptan.proof.faults;

import org.jspecify.annotations.NullMarked;
