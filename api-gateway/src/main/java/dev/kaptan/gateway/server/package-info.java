/** The HTTPS server on Jetty: HTTP/1.1 and HTTP/2; it never looks at what is asked. */
@NullMarked
package dev.kaptan.gateway.server;

import org.jspecify.annotations.NullMarked;
