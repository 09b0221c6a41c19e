/** Deletes Pods that do not tolerate the NoExecute taints of their Node; never sets a taint. */
@NullMarked
package dev.kaptan.controller.tainteviction;

import org.jspecify.annotations.NullMarked;
