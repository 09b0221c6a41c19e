/** The port to the store, etcd's semantics in Java terms; it never knows objects, only bytes. */
@NullMarked
package dev.kaptan.api.engine.store;

import org.jspecify.annotations.NullMarked;
