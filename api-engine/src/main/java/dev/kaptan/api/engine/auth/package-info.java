/** Who asks; it never decides what they may do. */
@NullMarked
package dev.kaptan.api.engine.auth;

import org.jspecify.annotations.NullMarked;
