@NullMarked
package dev.kaptan.state;

import org.jspecify.annotations.NullMarked;
