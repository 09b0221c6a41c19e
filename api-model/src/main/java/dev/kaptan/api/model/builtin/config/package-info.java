/** ConfigMaps and Secrets: rules of keys, sizes and types; it never encrypts. */
@NullMarked
package dev.kaptan.api.model.builtin.config;

import org.jspecify.annotations.NullMarked;
