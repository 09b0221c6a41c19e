/** How much is served at a time, and how it went; it never looks at who asks for what object. */
@NullMarked
package dev.kaptan.gateway.flow;

import org.jspecify.annotations.NullMarked;
