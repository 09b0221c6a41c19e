/** The replicated log over Apache Ratis. Nothing outside this package sees a Ratis type. */
@NullMarked
package dev.kaptan.state.ratis;

import org.jspecify.annotations.NullMarked;
