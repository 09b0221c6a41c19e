/** The Spring Boot shell: properties, beans, start and stop. The only package that knows Spring. */
@NullMarked
package dev.kaptan.scheduler.boot;

import org.jspecify.annotations.NullMarked;
