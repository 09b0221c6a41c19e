/**
 * What a client's port serves beside gRPC: pages by HTTP/1.1 and HTTP/2, as etcd does. It tells the
 * protocols apart and bounds what a connection may cost; what stands on a page it does not know.
 */
@NullMarked
package dev.kaptan.state.http;

import org.jspecify.annotations.NullMarked;
