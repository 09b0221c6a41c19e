/** Several members of the state service as processes of their own, as operators see them. */
@NullMarked
package dev.kaptan.state.members;

import org.jspecify.annotations.NullMarked;
