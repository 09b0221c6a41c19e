/**
 * Resolves what a Pod refers to: ConfigMaps, Secrets, its own fields, its containers' resources. It
 * never writes anything.
 */
@NullMarked
package dev.kaptan.agent.reference;

import org.jspecify.annotations.NullMarked;
