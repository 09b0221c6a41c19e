@NullMarked
package dev.kaptan.standalone;

import org.jspecify.annotations.NullMarked;
