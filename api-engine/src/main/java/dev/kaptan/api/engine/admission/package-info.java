/** What a write must pass beyond its kind's own rules; it never writes the object itself. */
@NullMarked
package dev.kaptan.api.engine.admission;

import org.jspecify.annotations.NullMarked;
