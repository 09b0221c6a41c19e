/**
 * Delivers the store's events to watchers: in order, each once, whole revisions. It keeps no queue
 * of events: a slow watcher reads on from the store's history when it is ready again.
 */
@NullMarked
package dev.kaptan.state.watch;

import org.jspecify.annotations.NullMarked;
