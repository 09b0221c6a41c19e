/**
 * What a store with etcd's guarantees answers, as a pure function of a state and a request. It
 * knows no server, no clock and no thread, and was written from etcd's documented API guarantees.
 */
@NullMarked
package dev.kaptan.proof.model;

import org.jspecify.annotations.NullMarked;
