/**
 * The log on PostgreSQL: an append-only table of revisions, of which the store in the heap is a
 * replica. Spring Data stays in here; several instances share a database and know each other by it
 * alone.
 */
@NullMarked
package dev.kaptan.state.postgres;

import org.jspecify.annotations.NullMarked;
