/** Pods and pod templates: defaults and rules; it never runs one. */
@NullMarked
package dev.kaptan.api.model.builtin.pod;

import org.jspecify.annotations.NullMarked;
