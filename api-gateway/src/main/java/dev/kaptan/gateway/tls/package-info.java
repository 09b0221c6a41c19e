/** PEM files become TLS contexts; it never decides who a peer is. */
@NullMarked
package dev.kaptan.gateway.tls;

import org.jspecify.annotations.NullMarked;
