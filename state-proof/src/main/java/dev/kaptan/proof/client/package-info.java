/** Speaks etcd's v3 gRPC API: turns requests and answers of the model into messages and back. */
@NullMarked
package dev.kaptan.proof.client;

import org.jspecify.annotations.NullMarked;
