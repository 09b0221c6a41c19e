/** Decides who may do what, and says why; it never verifies credentials. */
@NullMarked
package dev.kaptan.api.engine.authorization;

import org.jspecify.annotations.NullMarked;
