/**
 * What the scheduler knows of Pods and Nodes, parsed once into immutable values. Never holds an API
 * object, never does I/O.
 */
@NullMarked
package dev.kaptan.scheduler.model;

import org.jspecify.annotations.NullMarked;
