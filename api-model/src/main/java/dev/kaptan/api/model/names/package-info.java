/** What names, keys and values may look like, in upstream's words; it never touches an object. */
@NullMarked
package dev.kaptan.api.model.names;

import org.jspecify.annotations.NullMarked;
