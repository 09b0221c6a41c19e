/** Services and endpoints: defaults and rules; it never allocates an address. */
@NullMarked
package dev.kaptan.api.model.builtin.service;

import org.jspecify.annotations.NullMarked;
