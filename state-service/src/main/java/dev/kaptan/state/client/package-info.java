/**
 * What an operator's commands ask of a store over the etcd v3 API, ours or a real etcd. It never
 * looks into a member's files.
 */
@NullMarked
package dev.kaptan.state.client;

import org.jspecify.annotations.NullMarked;
