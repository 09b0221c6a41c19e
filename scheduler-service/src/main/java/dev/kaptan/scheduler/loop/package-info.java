/**
 * Takes Pods from the queue, has a Node chosen, assumes and binds. Talks to the API only through
 * its ports {@link Binder} and {@link Reporter}.
 */
@NullMarked
package dev.kaptan.scheduler.loop;

import org.jspecify.annotations.NullMarked;
