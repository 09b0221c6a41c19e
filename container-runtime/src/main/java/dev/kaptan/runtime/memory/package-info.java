/**
 * A runtime without containers, for tests and simulated nodes: what runs and how it ends is
 * scripted. It never starts a process or a thread.
 */
@NullMarked
package dev.kaptan.runtime.memory;

import org.jspecify.annotations.NullMarked;
