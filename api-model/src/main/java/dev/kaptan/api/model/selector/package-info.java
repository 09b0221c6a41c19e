/** Label and field selectors; they never look an object up. */
@NullMarked
package dev.kaptan.api.model.selector;

import org.jspecify.annotations.NullMarked;
