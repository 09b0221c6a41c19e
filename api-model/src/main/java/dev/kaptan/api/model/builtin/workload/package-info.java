/** What owns pods through a template: defaults and rules; it never counts pods. */
@NullMarked
package dev.kaptan.api.model.builtin.workload;

import org.jspecify.annotations.NullMarked;
