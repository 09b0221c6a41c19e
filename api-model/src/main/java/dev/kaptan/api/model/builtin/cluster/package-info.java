/** Nodes, namespaces, leases and service accounts: defaults and rules; it never watches them. */
@NullMarked
package dev.kaptan.api.model.builtin.cluster;

import org.jspecify.annotations.NullMarked;
