/**
 * IPv4 addresses, ranges, and which of a range are taken. Pure values: it never talks to an engine.
 */
@NullMarked
package dev.kaptan.runtime.address;

import org.jspecify.annotations.NullMarked;
