/** Publishes the Pods of Services as EndpointSlices; never touches slices that others manage. */
@NullMarked
package dev.kaptan.controller.endpointslice;

import org.jspecify.annotations.NullMarked;
