/** Who asks, what for, and whether they may; it never verifies credentials. */
@NullMarked
package dev.kaptan.api.engine.auth;

import org.jspecify.annotations.NullMarked;
