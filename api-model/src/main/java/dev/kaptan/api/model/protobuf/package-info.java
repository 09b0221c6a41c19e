/**
 * Reads objects in the protobuf form that client-go writes ({@code
 * application/vnd.kubernetes.protobuf}) into JSON trees. It never writes protobuf: answers are
 * JSON, which every client accepts beside it.
 */
@NullMarked
package dev.kaptan.api.model.protobuf;

import org.jspecify.annotations.NullMarked;
