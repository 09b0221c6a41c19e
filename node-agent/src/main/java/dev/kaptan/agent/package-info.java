@NullMarked
package dev.kaptan.agent;

import org.jspecify.annotations.NullMarked;
