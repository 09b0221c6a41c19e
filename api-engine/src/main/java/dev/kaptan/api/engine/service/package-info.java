/**
 * Addresses and ports that Services hold exclusively, cluster-wide; it never routes anything to
 * them.
 */
@NullMarked
package dev.kaptan.api.engine.service;

import org.jspecify.annotations.NullMarked;
