/** Finds the Pods and ports behind a Service; never writes. */
@NullMarked
package dev.kaptan.controller.services;

import org.jspecify.annotations.NullMarked;
