/**
 * Decides whether a history is one that a store with etcd's guarantees could have given: strict
 * serializability of keys, and ordered, unique, complete, atomic, resumable, bookmarkable watches.
 * Pure.
 *
 * <p>etcd's revisions make this a linear check: each write names its place in the order, so the
 * order need not be searched for. Only calls without an answer must be found a place, by what
 * watchers saw.
 */
@NullMarked
package dev.kaptan.proof.check;

import org.jspecify.annotations.NullMarked;
