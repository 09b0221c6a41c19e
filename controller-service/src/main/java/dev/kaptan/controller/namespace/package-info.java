/** Empties Namespaces that are being deleted and lets them go; never starts a deletion. */
@NullMarked
package dev.kaptan.controller.namespace;

import org.jspecify.annotations.NullMarked;
