/**
 * etcd's v3 gRPC API: requests to commands, results to responses, failures to etcd's codes and
 * texts. It decides nothing about the store.
 */
@NullMarked
package dev.kaptan.state.grpc;

import org.jspecify.annotations.NullMarked;
