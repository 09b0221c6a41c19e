/** Questions that are answered and not stored: who am I, may I, whose token is this. */
@NullMarked
package dev.kaptan.api.engine.review;

import org.jspecify.annotations.NullMarked;
