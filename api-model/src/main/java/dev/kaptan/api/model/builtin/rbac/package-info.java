/** Roles and bindings: defaults and rules; it never decides who may do what. */
@NullMarked
package dev.kaptan.api.model.builtin.rbac;

import org.jspecify.annotations.NullMarked;
