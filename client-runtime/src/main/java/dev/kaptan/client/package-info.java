@NullMarked
package dev.kaptan.client;

import org.jspecify.annotations.NullMarked;
