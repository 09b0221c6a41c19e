@NullMarked
package dev.kaptan.api.model;

import org.jspecify.annotations.NullMarked;
