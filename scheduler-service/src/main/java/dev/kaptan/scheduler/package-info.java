@NullMarked
package dev.kaptan.scheduler;

import org.jspecify.annotations.NullMarked;
