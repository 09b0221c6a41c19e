@NullMarked
package dev.kaptan.gateway;

import org.jspecify.annotations.NullMarked;
