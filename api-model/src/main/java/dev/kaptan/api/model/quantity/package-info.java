/** Resource quantities such as 250m and 1Gi, exactly; never floating point. */
@NullMarked
package dev.kaptan.api.model.quantity;

import org.jspecify.annotations.NullMarked;
