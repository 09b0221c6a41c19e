/**
 * Makes the sandbox image out of nothing: the program, its archive, its loading. It needs no
 * registry and no file.
 */
@NullMarked
package dev.kaptan.runtime.docker.pause;

import org.jspecify.annotations.NullMarked;
