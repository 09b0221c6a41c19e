/**
 * Decides which Pod is tried next and when: priorities, back-off, wake-ups by cluster events. Never
 * looks at a Node.
 */
@NullMarked
package dev.kaptan.scheduler.queue;

import org.jspecify.annotations.NullMarked;
