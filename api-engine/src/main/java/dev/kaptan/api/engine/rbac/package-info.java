/** Role-based access control over the roles and bindings in the cache; it never asks the store. */
@NullMarked
package dev.kaptan.api.engine.rbac;

import org.jspecify.annotations.NullMarked;
