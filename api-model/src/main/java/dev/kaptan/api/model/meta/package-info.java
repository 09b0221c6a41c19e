/** What all objects have in common: metadata and its rules; it never knows a kind. */
@NullMarked
package dev.kaptan.api.model.meta;

import org.jspecify.annotations.NullMarked;
