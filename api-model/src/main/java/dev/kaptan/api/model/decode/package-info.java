/** Request bodies to objects of a kind, with upstream's complaints; it never sets defaults. */
@NullMarked
package dev.kaptan.api.model.decode;

import org.jspecify.annotations.NullMarked;
