/**
 * The one place of authentication, impersonation and authorization, on Spring Security; it never
 * reads a body.
 */
@NullMarked
package dev.kaptan.gateway.security;

import org.jspecify.annotations.NullMarked;
