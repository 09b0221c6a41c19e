@NullMarked
package dev.kaptan.api.model.generator;

import org.jspecify.annotations.NullMarked;
