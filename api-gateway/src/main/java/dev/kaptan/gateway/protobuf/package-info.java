/**
 * Turns request bodies in {@code application/vnd.kubernetes.protobuf}, which kubectl and client-go
 * prefer for built-in kinds, into JSON; it never writes protobuf, as all clients accept JSON too.
 */
@NullMarked
package dev.kaptan.gateway.protobuf;

import org.jspecify.annotations.NullMarked;
