/** What clients and watchers saw of a store, with the times at which they saw it. Values only. */
@NullMarked
package dev.kaptan.proof.history;

import org.jspecify.annotations.NullMarked;
