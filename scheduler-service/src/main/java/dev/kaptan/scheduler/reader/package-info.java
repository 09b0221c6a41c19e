/** Parses API objects into the scheduler's values. Pure; never keeps an API object. */
@NullMarked
package dev.kaptan.scheduler.reader;

import org.jspecify.annotations.NullMarked;
