/**
 * Users, roles and what they may do, as one immutable value and changes to it. It knows neither the
 * store nor the wire, and asks no clock but for the life of tokens.
 */
@NullMarked
package dev.kaptan.state.auth;

import org.jspecify.annotations.NullMarked;
